import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import { describeProblem } from './describe-problem.ts';
import { ConfigurationError } from './errors.ts';

/** A PostgreSQL login in the form in which RDS keeps its own. */
export const postgresLogin = z.object({
  host: z.string(),
  port: z.int(),
  dbname: z.string(),
  username: z.string(),
  password: z.string(),
});

/** A Cassandra login, with where the cluster is. */
export const cassandraLogin = z.object({
  contactPoints: z.array(z.string()),
  port: z.int(),
  localDataCenter: z.string(),
  username: z.string(),
  password: z.string(),
});

/** @throws ConfigurationError when the secret does not hold what the schema says; its message holds no value of it. */
export async function readSecret<Schema extends z.ZodMiniObject>(
  client: SecretsManagerClient,
  arn: string,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  const parsed = schema.safeParse(parseJson(SecretString));
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(`The secret ${arn} is not as expected: ${describeProblem(parsed.error)}.`);
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
