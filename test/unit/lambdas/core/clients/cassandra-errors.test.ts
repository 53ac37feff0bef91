import driver from 'cassandra-driver';
import { cassandraProblem } from '../../../../../lambdas/core/clients/cassandra-errors.ts';

const { responseErrorCodes: codes } = driver.types;
const { errors } = driver;

const problems: Readonly<Record<keyof typeof codes | 'clientWriteFailure', ReturnType<typeof cassandraProblem>>> = {
  serverError: 'passing',
  protocolError: 'passing',
  // A password that was replaced, or credentials that are not known everywhere yet.
  badCredentials: 'passing',
  unavailableException: 'passing',
  overloaded: 'passing',
  isBootstrapping: 'passing',
  truncateError: 'passing',
  writeTimeout: 'passing',
  readTimeout: 'passing',
  readFailure: 'passing',
  functionFailure: 'passing',
  writeFailure: 'passing',
  unprepared: 'passing',
  clientWriteFailure: 'passing',
  syntaxError: 'unfit',
  unauthorized: 'unfit',
  configError: 'unfit',
  alreadyExists: 'unfit',
  invalid: 'refused',
};

test('there is no code of which nothing is said', () => {
  expect(Object.keys(problems).sort()).toEqual(Object.keys(codes).sort());
});

test.each(Object.entries(problems))('an answer of the server, %s: %s', (name, problem) => {
  const code = codes[name as keyof typeof codes];

  expect(cassandraProblem(new errors.ResponseError(code, 'It says so.'))).toBe(problem);
});

test.each([
  'unconfigured table created_users',
  'table created_users does not exist',
  "Keyspace 'spark_streams' does not exist",
  "keyspace spark_streams doesn't exist",
  'Undefined column name picture in table spark_streams.created_users',
])('what is missing in the schema is for the deployment to mend: %s', (message) => {
  expect(cassandraProblem(new errors.ResponseError(codes.invalid, message))).toBe('unfit');
});

test.each([
  'Batch too large',
  'Expected 8 or 0 byte long for date (7)',
  'String didn’t validate.',
  'The row is larger than 1 MB: table created_users does not exist',
])('what is invalid of the values is refused: %s', (message) => {
  expect(cassandraProblem(new errors.ResponseError(codes.invalid, message))).toBe('refused');
});

test.each([
  ['no host that answers', new errors.NoHostAvailableError({ '127.0.0.1:9142': new Error('ECONNREFUSED') })],
  ['no host that lets it in', new errors.NoHostAvailableError({ a: new errors.AuthenticationError('expired') })],
  ['an answer that is late', new errors.OperationTimedOutError('12000 ms', 'a')],
  ['a sign-in with old credentials', new errors.AuthenticationError('The security token is expired')],
  ['connections that are all busy', new errors.BusyConnectionError('a', 2048, 1)],
  ['a bug of the driver or the server', new errors.DriverInternalError('Unexpected')],
  ['a socket that was closed', Object.assign(new Error('Socket was closed'), { isSocketError: true })],
  ['credentials that cannot be had', new Error('Could not load credentials from any providers')],
  ['nothing that is an error', undefined],
])('%s may pass', (_, error) => {
  expect(cassandraProblem(error)).toBe('passing');
});

test.each([
  ['the type', new TypeError('Not enough bytes to encode')],
  ['the argument', new errors.ArgumentError('Invalid length')],
])('a value of which the driver does not take %s is refused', (_, error) => {
  expect(cassandraProblem(error)).toBe('refused');
});

test('what the driver does not support is for the deployment to mend', () => {
  expect(cassandraProblem(new errors.NotSupportedError('Counters'))).toBe('unfit');
});
