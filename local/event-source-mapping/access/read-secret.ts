import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import { MappingProblem } from '../mapping-problem.ts';

// An empty text is as good as none.
const text = z.string().check(z.minLength(1));

/** The shapes in which AWS wants its secrets. */
export const loginSecret = z.object({ username: text, password: text });
export const clientCertificateSecret = z.object({
  /** PEM, from the leaf to the root. */
  certificate: text,
  /** PEM of PKCS#8. */
  privateKey: text,
  privateKeyPassword: z.optional(z.string()),
});
export const rootCertificateSecret = z.object({ certificate: text });

export type ReadSecret = <Schema extends z.ZodMiniObject>(arn: string, schema: Schema) => Promise<z.infer<Schema>>;

/** What asking again will not change. */
const lastingErrors: readonly string[] = [
  'ResourceNotFoundException',
  'InvalidRequestException',
  'InvalidParameterException',
  'AccessDeniedException',
  'DecryptionFailure',
];

/** Secrets are read at each start of polling, so that one which was rotated is used from the next start on. */
export function secretReader(client: SecretsManagerClient): ReadSecret {
  return async (arn, schema) => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn })).catch((cause: Error) => {
      const message = `The secret ${arn} cannot be read (${cause.name}: ${cause.message})`;
      throw lastingErrors.includes(cause.name)
        ? new MappingProblem('ESM_CONFIG_NOT_VALID', message, { cause })
        : new Error(message, { cause });
    });
    return parseSecret(arn, SecretString, schema);
  };
}

/** @throws MappingProblem naming the secret and its first field that is wrong, never what it holds. */
export function parseSecret<Schema extends z.ZodMiniObject>(
  arn: string,
  secret: string | undefined,
  schema: Schema,
): z.infer<Schema> {
  const parsed = schema.safeParse(parseJson(secret));
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join('.');
  const wanted = Object.keys(schema.shape).join('", "');
  throw new MappingProblem(
    'ESM_CONFIG_NOT_VALID',
    field ? `The secret ${arn} has no text "${field}".` : `The secret ${arn} is not a JSON object with "${wanted}".`,
  );
}

function parseJson(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? '');
  } catch {
    return undefined;
  }
}
