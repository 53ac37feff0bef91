import * as z from 'zod/mini';
import { configKeys } from './config-keys.ts';
import { describeProblem } from './describe-problem.ts';
import { ConfigurationError } from './errors.ts';
import { recordFormats } from './record-format.ts';
import { maximumUsers } from './users-per-run.ts';

const keyspacesPort = 9142;
const postgresPort = 5432;

type Environment = Readonly<Record<string, string | undefined>>;

const required = z.string().check(z.minLength(1, 'is not set'));
/** host[:port] */
const endpoint = required.check(z.regex(/^[A-Za-z0-9.-]+(:[1-9]\d{0,4})?$/, 'is no host or host:port'));
const wholeNumber = z.string().check(z.regex(/^[1-9]\d*$/, 'is not a whole number above 0'));

const kafkaSchema = z.object({
  [configKeys.kafkaClusterArn]: required,
  [configKeys.kafkaTopic]: required,
});
const topicSchema = z.object({
  [configKeys.kafkaTopicPartitions]: wholeNumber,
  [configKeys.kafkaTopicReplicationFactor]: wholeNumber,
});
const apiSchema = z.object({
  [configKeys.randomUserApiUrl]: z
    .url({ protocol: /^https?$/, error: 'is no http or https URL' })
    .check(z.refine((url) => !url.includes('@'), 'must hold no login')),
});
const runSchema = z.object({
  [configKeys.usersPerRun]: wholeNumber.check(
    z.refine((text) => Number(text) <= maximumUsers, `is above ${maximumUsers}`),
  ),
});
const registrySchema = z.object({
  [configKeys.schemaRegistryUri]: required.check(
    z.regex(
      /^(https?:\/\/[^@\s]+|arn:[\w-]+:glue:[^\s/]+:registry\/[^\s/]+)$/,
      'is no http or https URL and no ARN of Glue',
    ),
  ),
  [configKeys.recordFormat]: z.enum(recordFormats),
});
const cassandraSchema = z.object({
  [configKeys.cassandraEndpoint]: endpoint,
  [configKeys.cassandraKeyspace]: required,
  AWS_REGION: required,
});
const postgresSchema = z.object({
  [configKeys.postgresEndpoint]: endpoint,
  [configKeys.postgresDatabase]: required,
  [configKeys.postgresUser]: required,
  AWS_REGION: required,
});
const deadLetterSchema = z.object({
  // SQS's name of the queue; its host need not be one that can be asked, as with LocalStack.
  [configKeys.deadLetterQueueUrl]: required.check(z.regex(/^https?:\/\/\S+$/, 'is no http or https URL')),
  [configKeys.deadLetterBucket]: required,
});
const notifySchema = z.object({
  // CloudWatch's console where it is empty.
  [configKeys.alarmPages]: z._default(
    z.string().check(z.regex(/^(https?:\/\/[^@\s<>|]+)?$/, 'is no http or https URL')),
    '',
  ),
});

export type KafkaConfig = ReturnType<typeof readKafkaConfig>;
export type CassandraConfig = ReturnType<typeof readCassandraConfig>;
export type PostgresConfig = ReturnType<typeof readPostgresConfig>;
export type DeadLetterConfig = ReturnType<typeof readDeadLetterConfig>;

export function readApiConfig(env: Environment) {
  return { url: read(apiSchema, env)[configKeys.randomUserApiUrl] };
}

export function readRunConfig(env: Environment) {
  return { usersPerRun: Number(read(runSchema, env)[configKeys.usersPerRun]) };
}

export function readKafkaConfig(env: Environment) {
  const values = read(kafkaSchema, env);
  return {
    clusterArn: values[configKeys.kafkaClusterArn],
    topic: values[configKeys.kafkaTopic],
  };
}

export function readTopicConfig(env: Environment) {
  const values = read(topicSchema, env);
  return {
    partitions: Number(values[configKeys.kafkaTopicPartitions]),
    replicationFactor: Number(values[configKeys.kafkaTopicReplicationFactor]),
  };
}

export function readRegistryConfig(env: Environment) {
  const values = read(registrySchema, env);
  return { uri: values[configKeys.schemaRegistryUri], recordFormat: values[configKeys.recordFormat] };
}

export function readCassandraConfig(env: Environment) {
  const values = read(cassandraSchema, env);
  return {
    ...placeOf(values[configKeys.cassandraEndpoint], keyspacesPort),
    keyspace: values[configKeys.cassandraKeyspace],
    region: values.AWS_REGION,
  };
}

export function readPostgresConfig(env: Environment) {
  const values = read(postgresSchema, env);
  return {
    ...placeOf(values[configKeys.postgresEndpoint], postgresPort),
    database: values[configKeys.postgresDatabase],
    user: values[configKeys.postgresUser],
    region: values.AWS_REGION,
  };
}

/** Where records wait that cannot be stored, and the values of those that are too large for the queue. */
export function readDeadLetterConfig(env: Environment) {
  const values = read(deadLetterSchema, env);
  return { queueUrl: values[configKeys.deadLetterQueueUrl], bucket: values[configKeys.deadLetterBucket] };
}

/** Where an alarm is shown: its name is added to that. */
export function readNotifyConfig(env: Environment) {
  return { alarmPages: read(notifySchema, env)[configKeys.alarmPages] };
}

/** The one variable of what has no more to be told, such as the name of a bucket. */
export function readVariable(env: Environment, name: string): string {
  return read(z.object({ [name]: required }), env)[name] as string;
}

function placeOf(address: string, defaultPort: number): { host: string; port: number } {
  const [host = '', port = defaultPort] = address.split(':');
  return { host, port: Number(port) };
}

/** @throws ConfigurationError naming the variable. */
function read<Schema extends z.ZodMiniObject>(schema: Schema, env: Environment): z.infer<Schema> {
  const parsed = schema.safeParse(env);
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(`The function's environment is wrong: ${describeProblem(parsed.error)}.`);
}
