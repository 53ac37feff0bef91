import {
  CreateSecretCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { localDataCenter } from '../services/cassandra/cassandra-login.ts';
import { readCredentials } from '../services/credentials.ts';
import { loopback } from '../services/service.ts';
import type { Settings } from '../settings.ts';
import { awsClientOptions } from './aws-clients.ts';

/** Puts the stores' logins where the functions look for them, in the form in which RDS keeps its own. */
export async function putSecrets(settings: Settings): Promise<void> {
  const { cassandra, postgres } = readCredentials(settings.stateDir);
  const client = new SecretsManagerClient(awsClientOptions(settings));
  try {
    await putSecret(client, 'users-pipeline/cassandra', {
      contactPoints: [loopback],
      port: settings.ports.cassandra,
      localDataCenter,
      ...cassandra,
    });
    await putSecret(client, 'users-pipeline/postgres', {
      engine: 'postgres',
      host: loopback,
      port: settings.ports.postgres,
      dbname: postgres.username,
      ...postgres,
    });
  } finally {
    client.destroy();
  }
}

async function putSecret(client: SecretsManagerClient, name: string, value: unknown): Promise<void> {
  const SecretString = JSON.stringify(value);
  try {
    await client.send(new CreateSecretCommand({ Name: name, SecretString }));
  } catch (error) {
    if (!(error instanceof ResourceExistsException)) throw error;
    await client.send(new PutSecretValueCommand({ SecretId: name, SecretString }));
  }
}
