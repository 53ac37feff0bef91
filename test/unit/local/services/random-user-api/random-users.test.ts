import { createHash } from 'node:crypto';
import { nats } from '../../../../../local/services/random-user-api/nations/all-nations.ts';
import {
  allFields,
  randomUsers,
  type Selection,
} from '../../../../../local/services/random-user-api/users/random-users.ts';
import type { User } from '../../../../../local/services/random-user-api/users/user.ts';

const defaults: Selection = { seed: 'a', page: 1, count: 10, nats, fields: allFields };

function usersOf(selection: Partial<Selection> = {}): User[] {
  return [...randomUsers({ ...defaults, ...selection })] as User[];
}

const two = expect.stringMatching(/^-?\d{1,2}\.\d{4}$/);
const three = expect.stringMatching(/^-?\d{1,3}\.\d{4}$/);
const text = expect.stringMatching(/^\S(.*\S)?$/);
const instant = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
const portrait = (size: string) =>
  expect.stringMatching(`^https://randomuser\\.me/api/portraits/${size}(wo)?men/\\d\\d?\\.jpg$`);

test('every user has the fields of the API, in its order', () => {
  const users = usersOf({ count: 500 });

  for (const user of users) {
    expect(Object.keys(user)).toEqual([
      ...['gender', 'name', 'location', 'email', 'login', 'dob'],
      ...['registered', 'phone', 'cell', 'id', 'picture', 'nat'],
    ]);
    expect(user).toEqual({
      gender: expect.stringMatching(/^(fe)?male$/),
      name: { title: text, first: text, last: text },
      location: {
        street: { number: expect.any(Number), name: text },
        city: text,
        state: text,
        country: text,
        postcode: expect.anything(),
        coordinates: { latitude: two, longitude: three },
        timezone: { offset: expect.stringMatching(/^([+-]\d\d?|0):\d\d$/), description: text },
      },
      email: expect.stringMatching(/^[a-z0-9]([a-z0-9.'-]*[a-z0-9])?@example\.com$/),
      login: {
        uuid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
        username: expect.stringMatching(/^[a-z]+\d{3}$/),
        password: text,
        salt: expect.stringMatching(/^[A-Za-z0-9]{8}$/),
        md5: expect.stringMatching(/^[0-9a-f]{32}$/),
        sha1: expect.stringMatching(/^[0-9a-f]{40}$/),
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      dob: { date: instant, age: expect.any(Number) },
      registered: { date: instant, age: expect.any(Number) },
      phone: expect.stringMatching(/^[\dA-Z ()-]{8,16}$/),
      cell: expect.stringMatching(/^[\dA-Z ()-]{8,16}$/),
      id: { name: expect.any(String), value: user.id.name === '' ? null : text },
      picture: { large: portrait(''), medium: portrait('med/'), thumbnail: portrait('thumb/') },
      nat: expect.stringMatching(/^[A-Z]{2}$/),
    });
  }
});

test('the same seed and page have the same users, another seed or page has others', () => {
  expect(usersOf()).toEqual(usersOf());

  const first = JSON.stringify(usersOf());
  expect(JSON.stringify(usersOf({ seed: 'b' }))).not.toBe(first);
  expect(JSON.stringify(usersOf({ page: 2 }))).not.toBe(first);
});

test('fewer users are the first of more', () => {
  expect(usersOf({ count: 1000 })).toEqual(usersOf({ count: 5000 }).slice(0, 1000));
});

test('a field is the same whichever other fields are asked for', () => {
  const whole = usersOf({ count: 200 });

  for (const field of allFields) {
    const alone = usersOf({ count: 200, fields: [field] });
    expect(alone).toEqual(whole.map((user) => ({ [field]: user[field] })));
  }
});

test('no two of 50,000 users of two seeds have the same UUID', () => {
  const fields = ['login'] as const;
  const pages = [1, 2, 3, 4, 5].flatMap((page) => ['a', 'b'].map((seed) => ({ seed, page, count: 5000, fields })));

  const uuids = pages.flatMap((page) => usersOf(page).map(({ login }) => login.uuid));

  expect(new Set(uuids).size).toBe(50_000);
});

test('a seed that ends in a digit is not the page of another', () => {
  const uuids = [usersOf({ seed: 'a1', page: 2 }), usersOf({ seed: 'a', page: 12 }), usersOf({ seed: '2 a', page: 1 })]
    .flat()
    .map(({ login }) => login.uuid);

  expect(new Set(uuids).size).toBe(30);
});

test('users are of the nationalities asked for, and of all of them alike', () => {
  const some = usersOf({ count: 300, nats: ['FR', 'IR'] });
  expect(new Set(some.map(({ nat }) => nat))).toEqual(new Set(['FR', 'IR']));
  expect(new Set(some.map(({ location }) => location.country))).toEqual(new Set(['France', 'Iran']));

  const counts = Map.groupBy(usersOf({ count: 5000 }), ({ nat }) => nat);
  expect(counts.size).toBe(21);
  for (const users of counts.values()) expect(users.length).toBeGreaterThan(160);
});

test('users are of the gender asked for, else of both', () => {
  const women = usersOf({ count: 300, gender: 'female' });
  expect(women.every(({ gender, picture }) => gender === 'female' && picture.large.includes('/women/'))).toBe(true);
  expect(women.some(({ name }) => name.title === 'Mr')).toBe(false);

  const men = usersOf({ count: 1000 }).filter(({ gender }) => gender === 'male');
  expect(men.length).toBeGreaterThan(400);
  expect(men.length).toBeLessThan(600);
});

test('digests are those of the password with the salt', () => {
  for (const { login } of usersOf()) {
    const digest = (algorithm: string) =>
      createHash(algorithm)
        .update(login.password + login.salt)
        .digest('hex');
    expect(login).toMatchObject({ md5: digest('md5'), sha1: digest('sha1'), sha256: digest('sha256') });
  }
});

test('ages are the full years until the end of 2024, whatever today is', () => {
  const end = new Date('2025-01-01T00:00:00.000Z');

  for (const { dob, registered } of usersOf({ count: 2000 })) {
    expect(dob.age).toBeGreaterThanOrEqual(21);
    for (const { date, age } of [dob, registered]) {
      // It would be another date if the month had no such day.
      expect(new Date(date).toISOString()).toBe(date);
      const [before, after] = [new Date(date), new Date(date)];
      before.setUTCFullYear(before.getUTCFullYear() + age);
      after.setUTCFullYear(after.getUTCFullYear() + age + 1);
      expect(before < end && end <= after).toBe(true);
    }
  }
});
