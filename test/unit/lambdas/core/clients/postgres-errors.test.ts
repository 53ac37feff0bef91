import pg from 'pg';
import { postgresProblem } from '../../../../../lambdas/core/clients/postgres-errors.ts';

function sqlState(code: string | undefined): pg.DatabaseError {
  const error = new pg.DatabaseError(`failed with ${code}`, 0, 'error');
  error.code = code;
  return error;
}

const network = (code: string) => Object.assign(new Error(`connect ${code}`), { code });

test.each([
  ['a connection that cannot be made', '08001'],
  ['a connection that the server refused', '08004'],
  ['a connection that broke', '08006'],
  ['a broken protocol', '08P01'],
  ['a transaction that another one ended', '25P02'],
  ['a standby that takes no writes, after a failover', '25006'],
  ['a prepared statement that the proxy’s connection does not have', '26000'],
  ['a login that is unknown yet', '28000'],
  ['a token that has expired, or a password that was replaced', '28P01'],
  ['a transaction that must be made again', '40001'],
  ['a deadlock', '40P01'],
  ['a full disk', '53100'],
  ['no memory left', '53200'],
  ['no connection left', '53300'],
  ['an object in use', '55006'],
  ['a lock that is held', '55P03'],
  ['a statement that somebody cancelled', '57014'],
  ['a server that is shut down', '57P01'],
  ['a server that crashed', '57P02'],
  ['a server that is starting', '57P03'],
  ['a session that was idle for too long', '57P05'],
  ['an input/output error', '58030'],
  ['an internal error', 'XX000'],
  ['a corrupt page', 'XX001'],
  ['a code of times to come', '99999'],
  ['no code', undefined],
])('%s may pass (%s)', (_, code) => {
  expect(postgresProblem(sqlState(code))).toBe('passing');
});

test.each([
  ['a number out of range', '22003'],
  ['a time out of range', '22008'],
  ['a character that the database does not have', '22021'],
  ['text that is no uuid', '22P02'],
  ['U+0000 in a text', '22P05'],
  ['a null where none may be', '23502'],
  ['a key that is missing', '23503'],
  ['a key that is there', '23505'],
  ['a constraint that is broken', '23514'],
  ['a row that the view does not hold', '44000'],
  ['a row or an index entry that is too large', '54000'],
  ['a trigger’s own refusal', 'P0001'],
])('%s is refused (%s)', (_, code) => {
  expect(postgresProblem(sqlState(code))).toBe('refused');
});

test.each([
  ['a feature that is missing', '0A000'],
  ['a row twice in one statement', '21000'],
  ['a role that is missing', '0P000'],
  ['a database that is missing', '3D000'],
  ['a schema that is missing', '3F000'],
  ['a right that is missing', '42501'],
  ['a statement that is wrong', '42601'],
  ['a column that is missing', '42703'],
  ['another type', '42804'],
  ['a table that is missing', '42P01'],
])('%s is for the deployment to mend (%s)', (_, code) => {
  expect(postgresProblem(sqlState(code))).toBe('unfit');
});

test.each([
  network('ECONNREFUSED'),
  network('ECONNRESET'),
  network('ENOTFOUND'),
  network('EAI_AGAIN'),
  network('ETIMEDOUT'),
  network('EPIPE'),
  network('CERT_HAS_EXPIRED'),
  new Error('Connection terminated unexpectedly'),
  new Error('timeout exceeded when trying to connect'),
  new Error('Query read timeout'),
  new Error('Could not load credentials from any providers'),
  'no error at all',
  undefined,
])('without an answer of the server it may pass: %s', (error) => {
  expect(postgresProblem(error)).toBe('passing');
});

test('a value that the driver cannot send is refused', () => {
  expect(postgresProblem(new TypeError('Cannot convert object to primitive value'))).toBe('refused');
});

test('a code that another error has by chance says nothing', () => {
  expect(postgresProblem(network('23505'))).toBe('passing');
});
