import fc from 'fast-check';
import { InvalidUserError } from '../../../../lambdas/core/errors.ts';
import { decodeUser, encodeUser } from '../../../../lambdas/core/user.ts';
import { toUser, usedFields } from '../../../../lambdas/fetch-users/api-user.ts';
import { sampleUser } from '../sample-user.ts';
import { type ApiUser, readAnswer, sampleApiUser } from './sample-api-user.ts';

const lists = { '1.3': readAnswer('1.3').results, '1.4': readAnswer('1.4').results };

function withLogin(login: Partial<ApiUser['login']>): ApiUser {
  return { ...sampleApiUser, login: { ...sampleApiUser.login, ...login } };
}

/** The user without the field that a path such as "name.first" names. */
function without(path: string): unknown {
  const copy = structuredClone(sampleApiUser) as Record<string, unknown>;
  const names = path.split('.');
  const last = names.pop() ?? '';
  const parent = names.reduce((value, name) => value[name] as Record<string, unknown>, copy);
  delete parent[last];
  return copy;
}

test('a user of the API becomes a user of the topic', () => {
  expect(toUser(sampleApiUser)).toStrictEqual(sampleUser);
});

test.each([
  ['1.3', 'with a post code that is a number', 0, { first_name: 'Maud', post_code: '5043' }],
  ['1.3', 'with a post code that is text', 1, { post_code: 'ZZ9 9ZZ', dob: '1988-08-30T21:05:59.000Z' }],
  [
    '1.3',
    'in Persian and without an id of the state',
    2,
    { first_name: 'ستاره', last_name: 'نیک‌نام', post_code: '40917' },
  ],
  ['1.4', 'in Ukrainian', 0, { last_name: 'Вербицький', address: '58 Липова вулиця, Нове Поле, Вінницька, Ukraine' }],
  ['1.4', 'in Hindi, born on 29 February', 1, { first_name: 'अनन्या', dob: '2000-02-29T22:59:07.330Z' }],
  ['1.4', 'with a post code that begins with zeros', 2, { post_code: '0042', last_name: 'Njøten' }],
  [
    '1.4',
    'with an id in upper case and times that lack milliseconds',
    3,
    {
      id: 'e0a7b3c9-2d61-4f58-b94e-83c6105d7fa2',
      last_name: "d'Aubépine",
      dob: '1972-06-15T12:00:00.000Z',
      registered_date: '2011-09-09T08:07:06.500Z',
    },
  ],
] as const)('version %s: a user %s', (version, _, index, expected) => {
  const user = toUser(lists[version][index]);

  expect(user).toMatchObject(expected);
  expect(decodeUser(encodeUser(user))).toStrictEqual(user);
});

test('only the fields that are asked for are needed', () => {
  for (const value of [...lists['1.3'], ...lists['1.4']]) {
    const used = Object.fromEntries(Object.entries(value).filter(([name]) => usedFields.includes(name)));

    expect(toUser(used)).toStrictEqual(toUser(value));
  }
});

test('what else a user holds is left alone', () => {
  const more = JSON.parse(JSON.stringify(sampleApiUser).replace('{', '{"__proto__":{"id":"x"},"id":[],"age":{},'));

  expect(toUser(more)).toStrictEqual(sampleUser);
});

test.each([
  ['is missing', undefined],
  ['is null', null],
  ['is empty', ''],
  ['is no uuid', 'user-1'],
  ['is a number', 7],
  ['is an object', { value: sampleUser.id }],
  ['is nil', '00000000-0000-0000-0000-000000000000'],
  ['is of ones only', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
  ['is of ones only, in upper case', 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF'],
  ['is of no version', '3f1c2a54-8f0b-0c7e-9d21-5a6b7c8d9e0f'],
])('where the API’s id %s, one follows from who the user is', (_, uuid) => {
  const { id, ...others } = toUser(withLogin({ uuid }));

  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect({ ...others, id: sampleUser.id }).toEqual(sampleUser);
});

test('the id that follows is the same on every day and in every release', () => {
  const moved = {
    ...withLogin({ uuid: null }),
    phone: '1',
    location: { ...sampleApiUser.location, city: 'Elsewhere' },
  };

  expect(toUser(withLogin({ uuid: null })).id).toBe('e03f4d22-ae9a-51e1-b527-133d670c53d5');
  expect(toUser(moved).id).toBe(toUser(withLogin({ uuid: null })).id);
});

test.each([
  ['email', { ...withLogin({ uuid: null }), email: 'ada@example.com' }],
  ['user name', withLogin({ uuid: null, username: 'greenowl413' })],
  ['date of birth', { ...withLogin({ uuid: null }), dob: { date: '1990-05-17T08:30:00.001Z' } }],
])('another %s makes another user where the API gives no id', (_, other) => {
  expect(toUser(other).id).not.toBe(toUser(withLogin({ uuid: null })).id);
});

test('two users are never one because their email and user name run together', () => {
  const text = fc.string({ unit: fc.constantFrom('"', ',', '\\', '[', 'a'), maxLength: 4 });
  const idOf = ([email, username]: [string, string]) => toUser({ ...withLogin({ uuid: null, username }), email }).id;

  fc.assert(
    fc.property(fc.tuple(text, text), fc.tuple(text, text), (one, other) => {
      expect(idOf(one) === idOf(other)).toBe(one[0] === other[0] && one[1] === other[1]);
    }),
  );
});

test('an id in upper case is lowered', () => {
  expect(toUser(withLogin({ uuid: sampleUser.id.toUpperCase() })).id).toBe(sampleUser.id);
});

test.each([
  ...['gender', 'name', 'name.first', 'name.last', 'location', 'location.street', 'location.street.number'],
  ...['location.street.name', 'location.city', 'location.state', 'location.country', 'location.postcode', 'email'],
  ...['login', 'login.username', 'dob', 'dob.date', 'registered', 'registered.date', 'phone', 'picture'],
  'picture.medium',
])('a user without %s is refused, and the field named', (path) => {
  const making = () => toUser(without(path));

  expect(making).toThrow(InvalidUserError);
  expect(making).toThrow(new RegExp(`^${path}: `));
});

test.each([
  ['the street as one text, as old versions gave it', { location: { ...sampleApiUser.location, street: '1 Main' } }],
  ['a phone that is a number', { phone: 5550199 }],
  ['a post code that is null', { location: { ...sampleApiUser.location, postcode: null } }],
])('%s is refused', (_, changed) => {
  expect(() => toUser({ ...sampleApiUser, ...changed })).toThrow(InvalidUserError);
});

test.each([
  ['null', null],
  ['nothing', undefined],
  ['text', JSON.stringify(sampleApiUser)],
  ['a number', 7],
  ['a list of users', [sampleApiUser]],
])('%s is no user', (_, value) => {
  expect(() => toUser(value)).toThrow(InvalidUserError);
});

test.each([
  ['2 hours ahead', '1990-05-17T10:30:00+02:00', '1990-05-17T08:30:00.000Z'],
  ['on the day before', '1990-05-16T22:30:00.5-10:00', '1990-05-17T08:30:00.500Z'],
  ['finer than a millisecond', '1990-05-17T08:30:00.123456789Z', '1990-05-17T08:30:00.123Z'],
  ['on 29 February', '2000-02-29T23:00:00-05:00', '2000-03-01T04:00:00.000Z'],
])('a time of the API %s is read as the instant that it is', (_, date, instant) => {
  const { dob, registered_date } = toUser({ ...sampleApiUser, dob: { date }, registered: { date } });

  expect([dob, registered_date]).toEqual([instant, instant]);
});

test.each([
  ...['1990-02-30T00:00:00.000Z', '1900-02-29T00:00:00.000Z', '1990-13-01T00:00:00.000Z', '1990-01-32T00:00:00.000Z'],
  ...['1990-01-01T25:00:00.000Z', '1990-01-01T24:00:00.000Z', '1990-01-01T00:00:00+24:00', '+010000-01-01T00:00:00Z'],
  ...['1990-01-01T00:00:00.000', '1990-01-01T00:00:00', '1990-01-01 00:00:00Z', '1990-01-01', '1990', '5', '0'],
  ...[
    'Jan 1 1990',
    'Mon, 01 Jan 1990 00:00:00 GMT',
    ' 1990-01-01T00:00:00Z',
    '1990-01-01T00:00:00Z\n',
    'yesterday',
    '',
  ],
])('%j is no date with a time and its zone, and the field is named', (date) => {
  const dob = () => toUser({ ...sampleApiUser, dob: { date } });
  const registered = () => toUser({ ...sampleApiUser, registered: { date } });

  expect(dob).toThrow(InvalidUserError);
  expect(dob).toThrow(/^dob\.date: Invalid ISO datetime$/);
  expect(registered).toThrow(/^registered\.date: Invalid ISO datetime$/);
});

test.each(['0001-01-01T00:30:00+01:00', '9999-12-31T23:30:00-01:00'])(
  'a date whose zone puts it into a year that no store knows is not encoded: %s',
  (date) => {
    expect(() => encodeUser(toUser({ ...sampleApiUser, dob: { date } }))).toThrow(InvalidUserError);
  },
);

test('an error repeats no value of the user', () => {
  const secret = 'correct horse';
  const { name, location, login, picture } = sampleApiUser;
  const broken = [
    ...Object.keys(sampleApiUser).map((field) => ({ [field]: [secret] })),
    ...[{ dob: { date: secret } }, { registered: { date: secret } }, { name: { ...name, first: { secret } } }],
    ...[{ location: { ...location, postcode: [secret] } }, { location: { ...location, street: secret } }],
    ...[{ login: { ...login, username: [secret] } }, { picture: { ...picture, medium: [secret] } }],
  ];

  for (const changed of broken) {
    const making = () => toUser({ ...sampleApiUser, ...changed });

    expect(making).toThrow(InvalidUserError);
    expect(making).not.toThrow(secret);
  }
});

test('an error is short, however long the value is', () => {
  const making = () => toUser({ ...sampleApiUser, dob: { date: 'x'.repeat(100_000) } });

  expect(making).toThrow(/^dob\.date: Invalid ISO datetime$/);
});
