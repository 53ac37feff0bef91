import {
  readApiConfig,
  readCassandraConfig,
  readDeadLetterConfig,
  readKafkaConfig,
  readNotifyConfig,
  readPostgresConfig,
  readRegistryConfig,
  readRunConfig,
  readTopicConfig,
  readVariable,
} from '../../../../lambdas/core/config.ts';
import { ConfigurationError } from '../../../../lambdas/core/errors.ts';
import { maximumUsers } from '../../../../lambdas/core/users-per-run.ts';

const api = { RANDOM_USER_API_URL: 'https://randomuser.example/api/' };
const run = { USERS_PER_RUN: '1000' };
const kafka = { KAFKA_CLUSTER_ARN: 'arn:cluster', KAFKA_TOPIC: 'users_created' };
const topic = { KAFKA_TOPIC_PARTITIONS: '6', KAFKA_TOPIC_REPLICATION_FACTOR: '3' };
const registry = { SCHEMA_REGISTRY_URI: 'http://127.0.0.1:18085/apis/ccompat/v7', RECORD_FORMAT: 'JSON' };
const cassandra = {
  CASSANDRA_ENDPOINT: 'cassandra.eu-west-1.amazonaws.com',
  CASSANDRA_KEYSPACE: 'users',
  AWS_REGION: 'eu-west-1',
};
const postgres = {
  POSTGRES_ENDPOINT: 'proxy.example',
  POSTGRES_DATABASE: 'users',
  POSTGRES_USER: 'writer',
  AWS_REGION: 'eu-west-1',
};

test('each part of the configuration is read from its variables, numbers as numbers', () => {
  const others = { PATH: '/bin', KAFKA_OTHER: 'x' };

  expect(readApiConfig({ ...others, ...api })).toEqual({ url: 'https://randomuser.example/api/' });
  expect(readRunConfig({ ...others, ...run })).toEqual({ usersPerRun: 1000 });
  expect(readKafkaConfig({ ...others, ...kafka })).toEqual({
    clusterArn: 'arn:cluster',
    topic: 'users_created',
  });
  expect(readTopicConfig({ ...others, ...topic })).toEqual({ partitions: 6, replicationFactor: 3 });
  expect(readRegistryConfig({ ...others, ...registry })).toEqual({
    uri: 'http://127.0.0.1:18085/apis/ccompat/v7',
    recordFormat: 'JSON',
  });
  expect(readCassandraConfig({ ...others, ...cassandra })).toEqual({
    host: 'cassandra.eu-west-1.amazonaws.com',
    port: 9142,
    keyspace: 'users',
    region: 'eu-west-1',
  });
  expect(readPostgresConfig({ ...others, ...postgres })).toEqual({
    host: 'proxy.example',
    port: 5432,
    database: 'users',
    user: 'writer',
    region: 'eu-west-1',
  });
});

test('a variable can be read alone', () => {
  expect(readVariable({ BUCKET: 'users', OTHER: 'x' }, 'BUCKET')).toBe('users');
  expect(() => readVariable({ BUCKET: '' }, 'BUCKET')).toThrow('BUCKET: is not set');
  expect(() => readVariable({}, 'BUCKET')).toThrow(ConfigurationError);
});

test('the dead letters are a queue by its URL and a bucket by its name', () => {
  const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/123456789012/users-sink-failures';
  const env = { DEAD_LETTER_QUEUE_URL: queueUrl, DEAD_LETTER_BUCKET: 'letters' };

  expect(readDeadLetterConfig(env)).toEqual({ queueUrl, bucket: 'letters' });
  expect(() => readDeadLetterConfig({ ...env, DEAD_LETTER_QUEUE_URL: 'users-sink-failures' })).toThrow(
    'DEAD_LETTER_QUEUE_URL: is no http or https URL',
  );
  expect(() => readDeadLetterConfig({ ...env, DEAD_LETTER_BUCKET: '' })).toThrow('DEAD_LETTER_BUCKET: is not set');
});

test('an endpoint may have a port, and an address instead of a name', () => {
  expect(readCassandraConfig({ ...cassandra, CASSANDRA_ENDPOINT: '127.0.0.1:19142' })).toMatchObject({
    host: '127.0.0.1',
    port: 19142,
  });
  expect(readPostgresConfig({ ...postgres, POSTGRES_ENDPOINT: 'localhost:15501' })).toMatchObject({
    host: 'localhost',
    port: 15501,
  });
});

test.each([
  ...['https://proxy.example', 'proxy.example:', 'proxy.example:0', 'proxy.example:port', ':5432', 'a b'],
  ...['proxy.example:5432/users', 'writer@proxy.example', 'proxy.example:123456', '::1'],
])('%j is no endpoint', (endpoint) => {
  expect(() => readPostgresConfig({ ...postgres, POSTGRES_ENDPOINT: endpoint })).toThrow(
    'POSTGRES_ENDPOINT: is no host or host:port',
  );
  expect(() => readCassandraConfig({ ...cassandra, CASSANDRA_ENDPOINT: endpoint })).toThrow(
    'CASSANDRA_ENDPOINT: is no host or host:port',
  );
});

test.each([
  ...Object.keys(api).map((name) => [name, readApiConfig, api] as const),
  ...Object.keys(run).map((name) => [name, readRunConfig, run] as const),
  ...Object.keys(kafka).map((name) => [name, readKafkaConfig, kafka] as const),
  ...Object.keys(topic).map((name) => [name, readTopicConfig, topic] as const),
  ...Object.keys(registry).map((name) => [name, readRegistryConfig, registry] as const),
  ...Object.keys(postgres).map((name) => [name, readPostgresConfig, postgres] as const),
  ...Object.keys(cassandra).map((name) => [name, readCassandraConfig, cassandra] as const),
])('%s is named when it is empty or not set', (name, read, complete) => {
  for (const value of ['', undefined]) {
    const reading = () => read({ ...complete, [name]: value });

    expect(reading).toThrow(ConfigurationError);
    expect(reading).toThrow(new RegExp(`^The function's environment is wrong: ${name}: (is |Invalid \\w+: expected )`));
  }
});

test.each(['https://registry.example', 'arn:aws:glue:eu-west-1:123456789012:registry/users-pipeline'])(
  '%s is the address of a schema registry',
  (uri) => {
    expect(readRegistryConfig({ ...registry, SCHEMA_REGISTRY_URI: uri }).uri).toBe(uri);
  },
);

test.each([
  ...['registry.example', 'ftp://registry.example', 'https://someone:secret@registry.example', 'http://a b'],
  ...['arn:aws:glue:eu-west-1:123456789012:schema/users', 'arn:aws:glue:eu-west-1:123456789012:registry/'],
])('%j is no address of a schema registry', (uri) => {
  const reading = () => readRegistryConfig({ ...registry, SCHEMA_REGISTRY_URI: uri });

  expect(reading).toThrow('SCHEMA_REGISTRY_URI: is no http or https URL and no ARN of Glue');
  expect(reading).not.toThrow('secret');
});

test.each(['0', '-1', '1.5', '1e3', '007', ' 5', '0x10', 'many'])('%j is no number of users', (number) => {
  expect(() => readRunConfig({ USERS_PER_RUN: number })).toThrow('USERS_PER_RUN: is not a whole number above 0');
});

test('a variable that is not set is told in words', () => {
  expect(() => readKafkaConfig({})).toThrow(
    "The function's environment is wrong: KAFKA_CLUSTER_ARN: Invalid input: expected string, received undefined.",
  );
});

test('a run has at most as many users as an event can ask for', () => {
  expect(readRunConfig({ USERS_PER_RUN: `${maximumUsers}` }).usersPerRun).toBe(1_000_000);
  for (const number of [`${maximumUsers + 1}`, '9'.repeat(400)]) {
    const reading = () => readRunConfig({ USERS_PER_RUN: number });

    expect(reading).toThrow(ConfigurationError);
    expect(reading).toThrow('USERS_PER_RUN: is above 1000000');
  }
});

test.each(['http://127.0.0.1:8080/api/', 'https://randomuser.example', 'https://[::1]/api/?nat=fr'])(
  '%s is an address of the API',
  (url) => {
    expect(readApiConfig({ ...api, RANDOM_USER_API_URL: url }).url).toBe(url);
  },
);

test.each([
  ...['randomuser.example/api', '/api', ' ', '', 'localhost:8080/api', 'http://', 'ftp://randomuser.example/api/'],
  ...['file:///etc/passwd', 'data:application/json,{}', 'javascript:alert(1)', 'httpx://randomuser.example/api/'],
])('%j is no address of the API', (url) => {
  const reading = () => readApiConfig({ ...api, RANDOM_USER_API_URL: url });

  expect(reading).toThrow(ConfigurationError);
  expect(reading).toThrow('RANDOM_USER_API_URL: is no http or https URL');
});

test('an API address with a login in it is refused, without repeating it', () => {
  const reading = () => readApiConfig({ ...api, RANDOM_USER_API_URL: 'https://someone:secret@randomuser.example/' });

  expect(reading).toThrow('RANDOM_USER_API_URL: must hold no login');
  expect(reading).not.toThrow('secret');
});

test("an alarm's link is CloudWatch's unless other pages are named", () => {
  expect(readNotifyConfig({})).toEqual({ alarmPages: '' });
  expect(readNotifyConfig({ ALARM_PAGES: 'http://127.0.0.1:18083/alarms/' })).toEqual({
    alarmPages: 'http://127.0.0.1:18083/alarms/',
  });
});

test.each(['https://me:secret@example.com/', 'ftp://example.com/', 'https://example.com/|<!channel>'])(
  'alarms have no pages at %s',
  (url) => expect(() => readNotifyConfig({ ALARM_PAGES: url })).toThrow(ConfigurationError),
);
