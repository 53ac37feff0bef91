import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DescribeSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { AwsError } from '../aws-error.ts';
import type { Clients } from '../clients.ts';
import type { Caller } from '../operation.ts';
import type { ScramLogin } from './cluster.ts';
import type { Clusters } from './clusters.ts';

/** Reads the login of a secret, if it is one that MSK takes. */
export function loginReader(clients: Pick<Clients, 'secretsManager'>) {
  return async (arn: string, caller: Caller): Promise<ScramLogin> => {
    const client = clients.secretsManager(caller);
    const secret = await client.send(new DescribeSecretCommand({ SecretId: arn })).catch(unreadable);
    if (!secret.Name?.startsWith('AmazonMSK_')) {
      const rule = "Secret names must have the prefix 'AmazonMSK_'";
      throw unprocessable(`The provided secret arn cannot be used with Amazon MSK. ${rule}`);
    }
    if (!secret.KmsKeyId || secret.KmsKeyId.endsWith('alias/aws/secretsmanager')) {
      const rule = 'A secret that uses the default Secrets Manager encryption key cannot be used with Amazon MSK.';
      throw unprocessable(rule);
    }
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn })).catch(unreadable);
    return parseLogin(SecretString ?? '');
  };
}

/** @throws AwsError for a secret that is not a user name and a password as JSON */
export function parseLogin(text: string): ScramLogin {
  const { username, password } = parseObject(text);
  if (typeof username !== 'string' || typeof password !== 'string' || username === '' || password === '') {
    throw unprocessable('The provided secret must be JSON with a username and a password.');
  }
  return { username, password };
}

/**
 * Tells the broker who may sign in, in a file that only its owner can read and that is whole at any time: a line for
 * each login, its name and its password in base64.
 */
export function writeLogins(file: string, clusters: Clusters): void {
  const logins = clusters.all().flatMap(({ scramLogins = {} }) => Object.values(scramLogins));
  const lines = logins.map(({ username, password }) => `${base64(username)} ${base64(password)}\n`);
  mkdirSync(dirname(file), { recursive: true });
  const fresh = `${file}.new`;
  writeFileSync(fresh, lines.join(''), { mode: 0o600 });
  renameSync(fresh, file);
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // The message of a syntax error quotes the secret.
    return {};
  }
}

function unreadable(cause: Error): never {
  throw new AwsError('InvalidSecretArn', "Amazon MSK wasn't able to access the provided secret.", { cause });
}

function unprocessable(message: string): AwsError {
  return new AwsError('InvalidSecretArn', message);
}
