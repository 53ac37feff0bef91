import {
  cassandraSinkSettings,
  jdbcSinkSettings,
  propertiesText,
  workerSettings,
} from '../../../../../bench/peers/kafka-connect/settings.ts';
import { jdbcUrl, type Places } from '../../../../../bench/peers/places.ts';

const places: Places = {
  bootstrapServers: '127.0.0.1:1',
  topic: 'users_created',
  cassandra: { host: '127.0.0.1', port: 2, localDataCenter: 'here', username: 'c', password: 'secret-c' },
  postgres: { host: '127.0.0.1', port: 3, database: 'd', user: 'p', password: 'secret-p', authority: '/a b/ca.pem' },
};

test('the address of the database names the authority, and holds no login', () => {
  expect(jdbcUrl(places.postgres)).toBe(
    'jdbc:postgresql://127.0.0.1:3/d?sslmode=verify-full&sslrootcert=%2Fa+b%2Fca.pem&stringtype=unspecified&reWriteBatchedInserts=true',
  );
});

test('the worker listens on loopback only and knows no password', () => {
  const settings = workerSettings({ bootstrapServers: 'b', port: 4, offsetsFile: 'o', jdbcSink: 'j' });

  expect(settings.listeners).toBe('http://127.0.0.1:4');
  expect(Object.keys(settings).filter((name) => name.includes('password'))).toEqual([]);
});

test('the schema of values has every column once, and the version that other peers write', () => {
  const settings = workerSettings({ bootstrapServers: 'b', port: 4, offsetsFile: 'o', jdbcSink: 'j' });
  const { fields } = JSON.parse(settings['value.converter.schema.content'] ?? '{}');

  expect(fields).toHaveLength(13);
  expect(fields).toContainEqual({ field: 'id', type: 'string', optional: false, name: 'io.debezium.data.Uuid' });
  expect(fields).toContainEqual({ field: 'version', type: 'int64', optional: false, default: 1 });
});

test.each([
  ['beginning', 'earliest'],
  ['end', 'latest'],
] as const)('both sinks begin at the %s', (from, reset) => {
  for (const settings of [jdbcSinkSettings(places, from), cassandraSinkSettings(places, from)]) {
    expect(settings.topics).toBe('users_created');
    expect(settings['consumer.override.auto.offset.reset']).toBe(reset);
  }
});

test('the Cassandra sink maps every column of the table by its name', () => {
  const mapping = cassandraSinkSettings(places, 'end')['topic.users_created.spark_streams.created_users.mapping'];

  expect(mapping?.split(', ')).toHaveLength(12);
  expect(mapping).toContain('registered_date=value.registered_date');
});

test('properties are lines, in which a backslash is doubled', () => {
  expect(propertiesText({ a: '1', b: '{"c":"\\d"}' })).toBe('a=1\nb={"c":"\\\\d"}\n');
});
