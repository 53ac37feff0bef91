import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  CreateDBInstanceCommand,
  type CreateDBInstanceMessage,
  type DBInstance,
  DeleteDBInstanceCommand,
  DescribeDBInstancesCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { certificateFiles } from '../../../../../local/services/certificates/certificates.ts';
import { eventually } from '../../../../support/eventually.ts';
import { clientSettings } from '../../../../support/stack/client-settings.ts';
import { projectDir, stackEnvironment } from '../../../../support/stack/stack.ts';

export const rds = new RDSClient(clientSettings());

export const login = { username: 'boss', password: 'first-password' };

/** PEM of what signed the certificate that every instance shows. */
export const authority = certificateFiles(join(projectDir, stackEnvironment.PIPELINE_STATE_DIR)).authority;

const made = new Set<string>();

export function newIdentifier(): string {
  return `test-${randomBytes(6).toString('hex')}`;
}

export const usual = {
  Engine: 'postgres',
  DBInstanceClass: 'db.t4g.micro',
  AllocatedStorage: 20,
  MasterUsername: login.username,
  MasterUserPassword: login.password,
};

/** A new instance, as soon as it is available; deleted by `deleteInstances`. */
export async function createInstance(settings: Partial<CreateDBInstanceMessage> = {}): Promise<DBInstance> {
  const DBInstanceIdentifier = settings.DBInstanceIdentifier ?? newIdentifier();
  made.add(DBInstanceIdentifier);
  await rds.send(new CreateDBInstanceCommand({ ...usual, DBInstanceIdentifier, ...settings }));
  return untilStatus(DBInstanceIdentifier, 'available');
}

export async function describe(identifier: string): Promise<DBInstance> {
  const { DBInstances } = await rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: identifier }));
  return DBInstances?.[0] as DBInstance;
}

export function untilStatus(identifier: string, status: string): Promise<DBInstance> {
  return eventually(async () => {
    const instance = await describe(identifier);
    expect(instance.DBInstanceStatus).toBe(status);
    return instance;
  }, 30_000);
}

export function untilDeleted(identifier: string): Promise<void> {
  return eventually(
    () => expect(describe(identifier)).rejects.toMatchObject({ name: 'DBInstanceNotFoundFault' }),
    30_000,
  );
}

/** All that `createInstance` has made in this file. */
export async function deleteInstances(): Promise<void> {
  for (const DBInstanceIdentifier of made) {
    const deletion = new DeleteDBInstanceCommand({ DBInstanceIdentifier, SkipFinalSnapshot: true });
    const gone = /DBInstanceNotFoundFault|InvalidDBInstanceStateFault/;
    await rds.send(deletion).catch((error: Error) => expect(error.name).toMatch(gone));
  }
  for (const identifier of made) await untilDeleted(identifier);
  made.clear();
}

export interface Session {
  readonly port: number | undefined;
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
  readonly sslmode?: string;
  /** PEM of what signed the server's certificate. @default that of the tests' stack */
  readonly authority?: string;
}

/** Runs a statement by psql. @returns its rows as text @throws Error with what psql says */
export async function psql(session: Session, sql: string): Promise<string> {
  const { port, user = login.username, password = login.password, database = 'postgres' } = session;
  const address = `host=127.0.0.1 port=${port} user=${user} dbname=${database} sslmode=${session.sslmode ?? 'verify-full'}`;
  const args = [`${address} sslrootcert=${session.authority ?? authority}`, '-v', 'ON_ERROR_STOP=1', '-XAtc', sql];
  const env = { PATH: process.env.PATH, PGPASSWORD: password, PGCONNECT_TIMEOUT: '10' };
  const { stdout } = await promisify(execFile)('psql', args, { env, timeout: 20_000 });
  return stdout.trim();
}
