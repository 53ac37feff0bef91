import { nats } from '../../../../../local/services/random-user-api/nations/all-nations.ts';
import { QueryError, readQuery } from '../../../../../local/services/random-user-api/query.ts';
import { allFields } from '../../../../../local/services/random-user-api/users/random-users.ts';

const query = (text: string) => readQuery(new URLSearchParams(text), () => 'new');
const selection = (text: string) => query(text).selection;

test('without parameters it is one user of a new seed with all that there is', () => {
  expect(query('')).toEqual({
    selection: { seed: 'new', page: 1, count: 1, nats, gender: undefined, fields: allFields },
    pretty: false,
    withInfo: true,
  });
});

test.each([
  ['1', 1],
  ['2', 2],
  ['5000', 5000],
  ['5001', 1],
  ['0', 1],
  ['-3', 1],
  ['2.5', 1],
  ['many', 1],
  ['Infinity', 1],
  ['', 1],
])('results=%s is %i users', (text, count) => {
  expect(selection(`results=${text}`).count).toBe(count);
});

test.each([
  ['7', 7],
  ['10000', 10_000],
  ['10001', 1],
  ['0', 1],
  ['x', 1],
])('page=%s is page %i', (text, page) => {
  expect(selection(`page=${text}`).page).toBe(page);
});

test.each([
  ['fr', ['FR']],
  ['gb, NL,', ['GB', 'NL']],
  ['fr,xx', nats],
  ['toString', nats],
  [',', nats],
])('nat=%s is of %j', (text, expected) => {
  expect(selection(`nat=${text}`).nats).toEqual(expected);
});

test.each([
  ['gender=female', 'female'],
  ['gender=male', 'male'],
  ['gender=other', undefined],
  ['gender=female&seed=a', undefined],
])('%s is users of gender %s', (text, gender) => {
  expect(selection(text).gender).toBe(gender);
});

test.each([
  ['inc=nat,gender', ['gender', 'nat']],
  ['inc=Gender, Name', ['gender', 'name']],
  ['inc=gender,nothing', ['gender']],
  ['inc=nothing', []],
  ['inc=gender,name&exc=name', ['gender']],
  ['exc=login', allFields.filter((field) => field !== 'login')],
  ['inc=&exc=', allFields],
])('%s is the fields %j', (text, fields) => {
  expect(selection(text).fields).toEqual(fields);
});

test('a seed is taken as it is, and the last of several', () => {
  expect(selection('seed=%C3%96m%C3%BCr%20%26').seed).toBe('Ömür &');
  expect(selection('seed=a&seed=b').seed).toBe('b');
  expect(selection('seed=').seed).toBe('new');
});

test('the format is JSON, indented or not, with info or without', () => {
  expect(query('format=json&noinfo')).toMatchObject({ pretty: false, withInfo: false });
  expect(query('format=PRETTY')).toMatchObject({ pretty: true, withInfo: true });
  expect(query('format=prettyjson&noinfo=1')).toMatchObject({ pretty: true, withInfo: false });
});

test('a format that is not JSON is refused by its name', () => {
  expect(() => query('format=csv')).toThrow(QueryError);
  expect(() => query('format=csv')).toThrow('format=csv is not served here; json and pretty are.');
});
