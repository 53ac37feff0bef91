import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toUser } from '../../../../examples/other-source/customer.ts';
import { InvalidUserError } from '../../../../lambdas/core/errors.ts';
import { encodeUser } from '../../../../lambdas/core/user.ts';
import { projectDir } from '../../../support/stack/stack.ts';

const lines = readFileSync(join(projectDir, 'examples', 'other-source', 'customers.jsonl'), 'utf8')
  .trim()
  .split('\n');
const ada = JSON.parse(lines[0] ?? '');

function lineWith(changed: object): string {
  return JSON.stringify({ ...ada, ...changed });
}

test('a customer is a user, field by field', () => {
  expect(toUser(lines[0])).toStrictEqual({
    id: '5ccb2a35-1732-56ef-a872-13530ab43572',
    first_name: 'Ada',
    last_name: 'Lovelace',
    gender: 'female',
    address: '12 St James Square, London, Greater London, United Kingdom',
    post_code: 'SW1Y 4JH',
    email: 'ada@example.com',
    username: 'countess',
    dob: '1815-12-10T00:00:00.000Z',
    registered_date: '2020-02-29T12:34:56.000Z',
    phone: '020 7946 0000',
    picture: 'https://example.com/C-1001.jpg',
  });
});

test('each customer of the sample but the last one is a user that the topic takes', () => {
  const users = lines.slice(0, -1).map(toUser);

  expect(users.map((user) => JSON.parse(encodeUser(user).toString()))).toEqual(users);
  expect(() => toUser(lines.at(-1))).toThrow('mail: Invalid input');
});

test('the id follows from the number of the customer alone', () => {
  const moved = toUser(lineWith({ street: '1 Elsewhere', mail: 'other@example.com' }));

  expect(moved.id).toBe(toUser(lines[0]).id);
  expect(toUser(lineWith({ customer_no: 'C-1' })).id).not.toBe(moved.id);
});

test.each([
  ['an empty number', { customer_no: '' }, 'customer_no: is empty'],
  ['a number that is none', { customer_no: 7 }, 'customer_no: Invalid input'],
  ['a day that the calendar does not have', { born_on: '1990-02-30' }, 'born_on: Invalid'],
  ['a time without its zone', { customer_since: '2020-02-29T12:34:56' }, 'customer_since: Invalid'],
  ['no name', { given_name: undefined }, 'given_name: Invalid input'],
])('%s is refused by the name of the field', (_, changed, message) => {
  expect(() => toUser(lineWith(changed))).toThrow(InvalidUserError);
  expect(() => toUser(lineWith(changed))).toThrow(message);
});

test.each(['', 'customer', '{"customer_no":', 'null', '[]', undefined, {}])('%j is no customer', (line) => {
  expect(() => toUser(line)).toThrow(InvalidUserError);
});
