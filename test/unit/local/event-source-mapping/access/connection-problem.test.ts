import { problemOf } from '../../../../../local/event-source-mapping/access/connection-problem.ts';
import { MappingProblem } from '../../../../../local/event-source-mapping/mapping-problem.ts';

/** An error as kafkajs makes them, at the end of a chain of so many that are about giving up. */
function failure(fields: { name?: string; message?: string; type?: string; code?: unknown }, wrappers = 0): Error {
  const error = Object.assign(new Error(fields.message ?? 'why'), fields);
  if (wrappers === 0) return error;
  const outer = { name: 'KafkaJSNumberOfRetriesExceeded', cause: failure(fields, wrappers - 1) };
  return Object.assign(new Error(error.message), outer);
}

const sasl = 'SASL authentication failed';
const authorize = 'Cluster failed to authorize Lambda';
const server = 'Server failed to authenticate Lambda';
const lambda = 'Lambda failed to authenticate server';
const connection = 'Connection error. Please check your event source connection configuration.';

test.each([
  [sasl, 'EVENT_SOURCE_AUTHN_ERROR', { name: 'KafkaJSSASLAuthenticationError' }],
  [sasl, 'EVENT_SOURCE_AUTHN_ERROR', { type: 'SASL_AUTHENTICATION_FAILED', code: 58 }],
  [sasl, 'EVENT_SOURCE_AUTHN_ERROR', { type: 'UNSUPPORTED_SASL_MECHANISM', code: 33 }],
  [authorize, 'EVENT_SOURCE_AUTHZ_ERROR', { type: 'TOPIC_AUTHORIZATION_FAILED', code: 29 }],
  [authorize, 'EVENT_SOURCE_AUTHZ_ERROR', { type: 'GROUP_AUTHORIZATION_FAILED', code: 30 }],
  [authorize, 'EVENT_SOURCE_AUTHZ_ERROR', { name: 'KafkaJSGroupCoordinatorNotFound' }],
  [authorize, 'EVENT_SOURCE_AUTHZ_ERROR', { type: 'CLUSTER_AUTHORIZATION_FAILED', code: 31 }],
  [lambda, 'EVENT_SOURCE_AUTHN_ERROR', { name: 'KafkaJSConnectionError', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }],
  [lambda, 'EVENT_SOURCE_AUTHN_ERROR', { name: 'KafkaJSConnectionError', code: 'SELF_SIGNED_CERT_IN_CHAIN' }],
  [lambda, 'EVENT_SOURCE_AUTHN_ERROR', { name: 'KafkaJSConnectionError', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }],
  [lambda, 'EVENT_SOURCE_AUTHN_ERROR', { name: 'KafkaJSConnectionError', code: 'CERT_HAS_EXPIRED' }],
  [lambda, 'EVENT_SOURCE_AUTHN_ERROR', { name: 'KafkaJSConnectionError', code: 'ERR_TLS_CERT_ALTNAME_INVALID' }],
] as const)('%s (%s): %j', (says, reason, fields) => {
  const problems = [0, 1, 3].map((wrappers) => problemOf(failure(fields, wrappers)));

  expect(problems.map((problem) => problem?.message)).toEqual(Array(3).fill(`${says} (why)`));
  expect(problems.map((problem) => problem?.reason)).toEqual(Array(3).fill(reason));
});

test.each(['ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE', 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'])(
  'an alert of the server is said by its code: %s',
  (code) => {
    const problem = problemOf(failure({ name: 'KafkaJSConnectionError', code, message: '7F00:error:0A000412:SSL\n' }));

    expect(problem?.message).toBe(`${server} (${code})`);
    expect(problem?.reason).toBe('EVENT_SOURCE_AUTHN_ERROR');
  },
);

test.each([
  [{ name: 'KafkaJSConnectionError', message: 'connect ECONNREFUSED 127.0.0.1:1', code: 'ECONNREFUSED' }],
  [{ name: 'KafkaJSConnectionClosedError', message: 'Closed connection' }],
  [{ name: 'KafkaJSRequestTimeoutError', message: 'Request Metadata timed out' }],
  [{ name: 'KafkaJSBrokerNotFound', message: 'No brokers in the broker pool' }],
  [{ name: 'Error', message: 'Broker not connected' }],
  [{ name: 'KafkaJSSASLAuthenticationError', message: 'SASL PLAIN authentication failed: Request timed out' }],
])('a broker that cannot be reached is a connection error: %j', (fields) => {
  const problem = problemOf(failure(fields, 1));

  expect(problem?.message).toBe(`${connection} (${fields.message})`);
  expect(problem?.reason).toBe('ESM_CONFIG_NOT_VALID');
});

test('the code is said where the message lacks it', () => {
  const problem = problemOf(
    failure({ name: 'KafkaJSConnectionError', message: 'Connection error:', code: 'ETIMEDOUT' }),
  );

  expect(problem?.message).toBe(`${connection} (Connection error: ETIMEDOUT)`);
});

test('a problem that is told already stays as it is', () => {
  const problem = new MappingProblem('ESM_CONFIG_NOT_VALID', 'said');

  expect(problemOf(problem)).toBe(problem);
});

test.each([undefined, null, 'text', 7, {}, new Error('a bug'), failure({ type: 'UNKNOWN_TOPIC_OR_PARTITION' })])(
  'what AWS has no words for is left alone: %p',
  (error) => {
    expect(problemOf(error)).toBeUndefined();
  },
);

test('errors that cause each other come to an end', () => {
  const first = new Error('first');
  first.cause = Object.assign(new Error('second'), { cause: first });

  expect(problemOf(first)).toBeUndefined();
});
