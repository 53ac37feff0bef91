import * as z from 'zod/mini';
import { configKeys } from './config-keys.ts';
import { describeProblem } from './describe-problem.ts';
import { ConfigurationError } from './errors.ts';
import { maximumUsers } from './users-per-run.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const required = z.string().check(z.minLength(1, 'is not set'));
const wholeNumber = z.string().check(z.regex(/^[1-9]\d*$/, 'is not a whole number above 0'));

const kafkaSchema = z.object({
  [configKeys.kafkaClusterArn]: required,
  [configKeys.kafkaAuthentication]: z.enum(['plaintext', 'tls', 'iam']),
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
  [configKeys.usersPerRun]: wholeNumber.check(
    z.refine((text) => Number(text) <= maximumUsers, `is above ${maximumUsers}`),
  ),
});
const cassandraSchema = z.object({ [configKeys.cassandraKeyspace]: required, AWS_REGION: required });
const postgresSchema = z.object({
  [configKeys.postgresSecretArn]: required,
  [configKeys.postgresTls]: z.enum(['off', 'verify']),
});

export type KafkaConfig = ReturnType<typeof readKafkaConfig>;
export type CassandraConfig = ReturnType<typeof readCassandraConfig>;
export type PostgresConfig = ReturnType<typeof readPostgresConfig>;

export function readApiConfig(env: Environment) {
  const values = read(apiSchema, env);
  return { url: values[configKeys.randomUserApiUrl], usersPerRun: Number(values[configKeys.usersPerRun]) };
}

export function readKafkaConfig(env: Environment) {
  const values = read(kafkaSchema, env);
  return {
    clusterArn: values[configKeys.kafkaClusterArn],
    authentication: values[configKeys.kafkaAuthentication],
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

/** Either a secret with a login, or a contact point of Amazon Keyspaces, where the function signs in as itself. */
export function readCassandraConfig(env: Environment) {
  const values = read(cassandraSchema, env);
  const secretArn = env[configKeys.cassandraSecretArn];
  const contactPoint = env[configKeys.cassandraContactPoint];
  if (!secretArn && !contactPoint) {
    throw new ConfigurationError(`Set ${configKeys.cassandraSecretArn} or ${configKeys.cassandraContactPoint}.`);
  }
  return {
    keyspace: values[configKeys.cassandraKeyspace],
    place: secretArn
      ? ({ kind: 'secret', secretArn } as const)
      : ({ kind: 'keyspaces', contactPoint: contactPoint as string, region: values.AWS_REGION } as const),
  };
}

export function readPostgresConfig(env: Environment) {
  const values = read(postgresSchema, env);
  return { secretArn: values[configKeys.postgresSecretArn], tls: values[configKeys.postgresTls] };
}

/** @throws ConfigurationError naming the variable. */
function read<Schema extends z.ZodMiniObject>(schema: Schema, env: Environment): z.infer<Schema> {
  const parsed = schema.safeParse(env);
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(`The function's environment is wrong: ${describeProblem(parsed.error)}.`);
}
