import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ConfigurationError } from '../../../../lambdas/core/errors.ts';
import { cassandraLogin, postgresLogin, readSecret } from '../../../../lambdas/core/secrets.ts';

const arn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:login';
const login = { host: 'db.example', port: 5432, dbname: 'users', username: 'writer', password: 'correct horse' };

/** The part of Secrets Manager's client that is used, which holds one secret under `arn`. */
function secretsWith(SecretString: string | undefined): SecretsManagerClient {
  const send = async (command: unknown) => {
    if (command instanceof GetSecretValueCommand && command.input.SecretId === arn) return { SecretString };
    throw new Error('ResourceNotFoundException');
  };
  return { send } as unknown as SecretsManagerClient;
}

test('a login is read from the secret, and what else RDS keeps there is left alone', async () => {
  const secret = JSON.stringify({ engine: 'postgres', ...login, dbInstanceIdentifier: 'users' });

  await expect(readSecret(secretsWith(secret), arn, postgresLogin)).resolves.toEqual(login);
});

test('a login of Cassandra says where the cluster is', async () => {
  const secret = {
    contactPoints: ['127.0.0.1', '127.0.0.2'],
    port: 9042,
    localDataCenter: 'datacenter1',
    username: 'writer',
    password: 'correct horse',
  };

  await expect(readSecret(secretsWith(JSON.stringify(secret)), arn, cassandraLogin)).resolves.toEqual(secret);
});

test.each([
  ['lacks a field', JSON.stringify({ ...login, host: undefined }), 'host: '],
  ['has a port as text', JSON.stringify({ ...login, port: '5432 correct horse' }), 'port: '],
  ['is no JSON', 'correct horse', 'The value: '],
  ['is no object', '"correct horse"', 'The value: '],
  ['holds bytes instead of text', undefined, 'The value: '],
])('a secret that %s is refused by its name, without a word of it', async (_, secret, problem) => {
  const error = await readSecret(secretsWith(secret), arn, postgresLogin).catch((reason: unknown) => reason);

  expect(error).toBeInstanceOf(ConfigurationError);
  expect((error as Error).message).toContain(`The secret ${arn} is not as expected: ${problem}`);
  expect((error as Error).message).not.toContain('correct horse');
});

test('what Secrets Manager refuses is told as it is', async () => {
  const reading = readSecret(secretsWith(JSON.stringify(login)), 'arn:another', postgresLogin);

  await expect(reading).rejects.toThrow('ResourceNotFoundException');
});
