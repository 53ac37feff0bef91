import driver from 'cassandra-driver';
import kafkajs from 'kafkajs';
import pg from 'pg';
import {
  isAwsAway,
  isCassandraAway,
  isKafkaAway,
  isPostgresAway,
} from '../../../../../local/console/sources/is-away.ts';

const withCode = (code: string) => Object.assign(new Error(code), { code });

function databaseError(code: string): Error {
  return Object.assign(new pg.DatabaseError('no', 2, 'error'), { code });
}

test.each([
  ['a connection that was refused', withCode('ECONNREFUSED'), true],
  ['one that broke', new Error('Connection terminated unexpectedly'), true],
  ['no answer in time', new Error('Query read timeout'), true],
  ['the password of a database that was made anew', databaseError('28P01'), true],
  ['a database that is not there any more', databaseError('3D000'), true],
  ['a server that stops', databaseError('57P01'), true],
  ['a table that is not made yet', databaseError('42P01'), true],
  ['too many connections', databaseError('53300'), true],
  ['a statement that is wrong', databaseError('42601'), false],
  ['a value that is wrong', databaseError('22P02'), false],
  ['a mistake of ours', new TypeError('x is undefined'), false],
])('PostgreSQL: %s', (_, error, isAway) => {
  expect(isPostgresAway(error)).toBe(isAway);
});

const { errors } = driver;
test.each([
  ['a connection that was closed', Object.assign(new Error('Socket was closed'), { name: 'DriverError' }), true],
  ['no host', new errors.NoHostAvailableError({}), true],
  ['no answer in time', new errors.OperationTimedOutError('no'), true],
  ['a table that is not made yet', new errors.ResponseError(0x2200, 'unconfigured table created_users'), true],
  ['a statement that is wrong', new errors.ResponseError(0x2000, 'line 1:0 no viable alternative'), false],
  ['a mistake of ours', new TypeError('x is undefined'), false],
])('Cassandra: %s', (_, error, isAway) => {
  expect(isCassandraAway(error)).toBe(isAway);
});

const broken = new kafkajs.KafkaJSConnectionError('Closed connection');
test.each([
  ['a connection that broke', broken, true],
  ['one that had broken before', new Error('Broker not connected'), true],
  [
    'one that broke at each attempt',
    new kafkajs.KafkaJSNumberOfRetriesExceeded(broken, { retryCount: 1, retryTime: 1 }),
    true,
  ],
  [
    'a refusal at each attempt',
    new kafkajs.KafkaJSNumberOfRetriesExceeded(new kafkajs.KafkaJSProtocolError(new Error('no')), {
      retryCount: 1,
      retryTime: 1,
    }),
    false,
  ],
  ['a topic that is not there', new kafkajs.KafkaJSProtocolError(new Error('no')), false],
  ['a mistake of ours', new TypeError('x is undefined'), false],
])('Kafka: %s', (_, error, isAway) => {
  expect(isKafkaAway(error)).toBe(isAway);
});

test.each([
  ['a connection that was refused', withCode('ECONNREFUSED'), true],
  ['no answer in time', Object.assign(new Error('late'), { name: 'TimeoutError' }), true],
  ['an answer that cannot be read', new SyntaxError('no JSON'), false],
])('LocalStack: %s', (_, error, isAway) => {
  expect(isAwsAway(error)).toBe(isAway);
});
