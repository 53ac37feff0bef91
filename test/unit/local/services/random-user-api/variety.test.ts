import { type Nat, nations, nats } from '../../../../../local/services/random-user-api/nations/all-nations.ts';
import { allFields, randomUsers } from '../../../../../local/services/random-user-api/users/random-users.ts';
import type { User } from '../../../../../local/services/random-user-api/users/user.ts';

const users = [...randomUsers({ seed: 'variety', page: 1, count: 5000, nats, fields: allFields })] as User[];
const of = (nat: Nat) => users.filter((user) => user.nat === nat);
const occurs = (values: readonly string[], pattern: RegExp) => values.some((value) => pattern.test(value));
const names = users.map(({ name }) => `${name.first} ${name.last}`);

test.each<[string, Nat[], RegExp]>([
  ['text with letters', ['CA', 'GB', 'NL'], /^[A-Z\d]{2,4} [A-Z\d]{2,3}$/],
  ['text of digits', ['NO'], /^\d{4}$/],
])('postcodes are %s in %s', (_, some, pattern) => {
  for (const { location } of some.flatMap(of)) expect(location.postcode).toEqual(expect.stringMatching(pattern));
});

test('some postcodes of Norway start with a zero, which a number would lose', () => {
  expect(of('NO').some(({ location }) => String(location.postcode).startsWith('0'))).toBe(true);
});

test('postcodes are numbers in the other nations', () => {
  for (const nat of nats.filter((other) => !['CA', 'GB', 'NL', 'NO'].includes(other))) {
    const postcodes = of(nat).map(({ location }) => location.postcode);
    expect(postcodes.length).toBeGreaterThan(0);
    for (const postcode of postcodes) expect(Number.isInteger(postcode)).toBe(true);
  }
});

test('four nations have no identity numbers, the others always have one', () => {
  const without = new Set(users.filter(({ id }) => id.value === null).map(({ nat }) => nat));
  const withOne = new Set(users.filter(({ id }) => id.value !== null).map(({ nat }) => nat));

  expect(without).toEqual(new Set(['IR', 'NZ', 'TR', 'UA']));
  expect(withOne.size).toBe(17);
});

test('names have apostrophes, hyphens, spaces, diacritics and Persian letters', () => {
  expect(occurs(names, /O'Brien/)).toBe(true);
  expect(occurs(names, /Jean-Pierre/)).toBe(true);
  expect(occurs(names, /van 't Hof/)).toBe(true);
  expect(occurs(names, /Ömür/)).toBe(true);
  expect(occurs(names, /[šđčćž]/)).toBe(true);
  for (const { name } of of('IR')) expect(name.first + name.last).toMatch(/^[\p{Script=Arabic} ]+$/u);
});

test('some cities of Iran have a zero-width non-joiner', () => {
  expect(of('IR').some(({ location }) => location.city.includes('\u200c'))).toBe(true);
});

test('mail addresses are the names without their marks', () => {
  const emails = new Map(users.map(({ name, email }) => [name.last, email.split('@')[0]]));

  expect(emails.get("O'Brien")).toMatch(/^[a-z]+\.o'brien$/);
  expect(emails.get('Živković')).toMatch(/\.zivkovic$/);
  expect(emails.get('Weiß')).toMatch(/\.weiss$/);
  expect(emails.get("van 't Hof")).toMatch(/\.van'thof$/);
  expect(emails.get('احمدی')).toMatch(/\.ahmdy$/);
});

test.each<[Nat, RegExp, RegExp]>([
  ['AU', /^0\d-\d{4}-\d{4}$/, /^04\d\d-\d{3}-\d{3}$/],
  ['CA', /^[A-Z]\d\d [A-Z]\d\d-\d{4}$/, /^[A-Z]\d\d [A-Z]\d\d-\d{4}$/],
  ['FR', /^0[1-5](-\d\d){4}$/, /^06(-\d\d){4}$/],
  ['GB', /^01\d{4} \d{4,5}$/, /^07\d{3} \d{6}$/],
  ['IN', /^[789]\d{9}$/, /^[789]\d{9}$/],
  ['US', /^\(\d{3}\) \d{3}-\d{4}$/, /^\(\d{3}\) \d{3}-\d{4}$/],
])('telephone numbers of %s have its form', (nat, phone, cell) => {
  for (const user of of(nat)) {
    expect(user.phone).toMatch(phone);
    expect(user.cell).toMatch(cell);
  }
});

test('identity numbers have the birthday where the nation has it in them', () => {
  for (const { id, dob } of [...of('DK'), ...of('FI'), ...of('NO')]) {
    const [year = '', month, day] = dob.date.slice(0, 10).split('-');
    expect(id.value?.slice(0, 6)).toBe(`${day}${month}${year.slice(2)}`);
  }
  for (const { id, dob, gender } of of('FR')) {
    expect(id.value).toMatch(new RegExp(`^${gender === 'male' ? 1 : 2}${dob.date.slice(2, 4)}\\d{10} \\d\\d$`));
  }
  for (const { id, name } of of('DE'))
    expect(id.value).toMatch(new RegExp(`^\\d\\d \\d{6} ${name.last[0]} \\d{3}$`, 'u'));
});

test('Swiss titles are French', () => {
  const titles = new Set(of('CH').map(({ name }) => name.title));

  expect(titles).toEqual(new Set(['Monsieur', 'Madame', 'Mademoiselle', 'Ms']));
});

test.each(nats)('the lists of %s have no item that is empty, doubled or broken in two', (nat) => {
  const { firstNames, lastNames, cities, states, streets } = nations[nat];
  for (const list of [firstNames.female, firstNames.male, lastNames, cities, states, streets]) {
    expect(new Set(list).size).toBe(list.length);
    expect(list.length).toBeGreaterThanOrEqual(6);
    for (const item of list) expect(item).toMatch(/^\S+( \S+)*$/);
  }
});
