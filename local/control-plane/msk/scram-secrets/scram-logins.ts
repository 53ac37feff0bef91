import { DescribeSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { AwsError } from '../../aws-error.ts';
import type { Clients } from '../../clients.ts';
import { type Login, readLogin } from '../../login.ts';
import type { Caller } from '../../operation.ts';
import { writeWhole } from '../../whole-file.ts';
import type { Clusters } from '../clusters/clusters.ts';

/** Reads the login of a secret, if it is one that MSK takes. */
export function loginReader(clients: Pick<Clients, 'secretsManager'>) {
  return async (arn: string, caller: Caller): Promise<Login> => {
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
export function parseLogin(text: string): Login {
  const login = readLogin(text);
  if (login?.username && login.password) return login;
  throw unprocessable('The provided secret must be JSON with a username and a password.');
}

/** Tells the broker who may sign in: a line for each login, its name and its password in base64. */
export function writeLogins(file: string, clusters: Clusters): void {
  const logins = clusters.all().flatMap(({ scramLogins = {} }) => Object.values(scramLogins));
  const lines = logins.map(({ username, password }) => `${base64(username)} ${base64(password)}\n`);
  writeWhole(file, lines.join(''));
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function unreadable(cause: Error): never {
  throw new AwsError('InvalidSecretArn', "Amazon MSK wasn't able to access the provided secret.", { cause });
}

function unprocessable(message: string): AwsError {
  return new AwsError('InvalidSecretArn', message);
}
