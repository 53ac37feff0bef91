import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateDBInstanceCommand, RDSClient, waitUntilDBInstanceAvailable } from '@aws-sdk/client-rds';
import type pg from 'pg';
import { awsClientOptions } from '../../../local/deployment/aws-clients.ts';
import { masterLogin } from '../../../local/deployment/database.ts';
import { readSettings } from '../../../local/settings.ts';
import { projectDir, stackEnvironment } from '../stack/stack.ts';

const DBInstanceIdentifier = 'tests';
function fileOf(stateDir: string): string {
  return join(stateDir, 'own-database.json');
}

/** A DB instance for the tests of single parts, beside the pipeline's own: made once, and kept for the next run. */
export async function ensureOwnDatabase(environment: NodeJS.ProcessEnv = stackEnvironment): Promise<void> {
  const settings = readSettings(environment, projectDir);
  const client = new RDSClient(awsClientOptions(settings));
  try {
    await client.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier,
        Engine: 'postgres',
        DBInstanceClass: 'db.t4g.micro',
        AllocatedStorage: 20,
        DBName: 'tests',
        MasterUsername: 'tester',
        ManageMasterUserPassword: true,
      }),
    );
  } catch (error) {
    if ((error as Error).name !== 'DBInstanceAlreadyExistsFault') throw error;
  }
  await waitUntilDBInstanceAvailable({ client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { DBInstanceIdentifier });
  client.destroy();
  writeFileSync(fileOf(settings.stateDir), JSON.stringify(await masterLogin(settings, DBInstanceIdentifier)), {
    mode: 0o600,
  });
}

/** How to sign in to it, as the start of the tests' stack has left it. */
export function ownDatabase(): pg.ClientConfig {
  const file = fileOf(join(projectDir, stackEnvironment.PIPELINE_STATE_DIR));
  if (!existsSync(file)) throw new Error(`${file} is missing: the start of the tests' stack makes it.`);
  return JSON.parse(readFileSync(file, 'utf8')) as pg.ClientConfig;
}
