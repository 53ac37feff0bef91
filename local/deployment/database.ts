import { readFileSync } from 'node:fs';
import { DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type pg from 'pg';
import { certificateFiles } from '../services/certificates/certificates.ts';
import { hostOf } from '../services/hosts.ts';
import type { Settings } from '../settings.ts';
import { awsClientOptions } from './aws-clients.ts';

/** Options of a client that signs in to a DB instance as its master user, whose secret RDS manages. */
export async function masterLogin(settings: Settings, instance = 'users-pipeline'): Promise<pg.ClientConfig> {
  const rds = new RDSClient(awsClientOptions(settings));
  const secrets = new SecretsManagerClient(awsClientOptions(settings));
  try {
    const command = new DescribeDBInstancesCommand({ DBInstanceIdentifier: instance });
    const { Endpoint, DBName, MasterUserSecret } = (await rds.send(command)).DBInstances?.[0] ?? {};
    const secret = new GetSecretValueCommand({ SecretId: MasterUserSecret?.SecretArn });
    const { username, password } = JSON.parse((await secrets.send(secret)).SecretString ?? '{}');
    return {
      // Its endpoint is where functions reach it.
      host: hostOf('control-plane', settings),
      port: Endpoint?.Port,
      database: DBName,
      user: username,
      password,
      ssl: { ca: readFileSync(certificateFiles(settings.stateDir).authority, 'utf8') },
    };
  } finally {
    for (const client of [rds, secrets]) client.destroy();
  }
}
