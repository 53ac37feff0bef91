import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DBInstance } from '@aws-sdk/client-rds';
import { processStamp } from '../../../../../local/processes/process-table.ts';
import { certificateFiles } from '../../../../../local/services/certificates/certificates.ts';
import { eventually } from '../../../../support/eventually.ts';
import { type OwnControlPlane, ownControlPlane } from './own-control-plane.ts';
import { psql as psqlWith, type Session, usual } from './test-instances.ts';

let controlPlane: OwnControlPlane;

const describe = async (identifier: string) => {
  const request = { DBInstanceIdentifier: identifier };
  const { DBInstances } = await controlPlane.call<{ DBInstances: DBInstance[] }>('DescribeDBInstances', request);
  return DBInstances[0] as DBInstance;
};

const create = (DBInstanceIdentifier: string) =>
  controlPlane.call('CreateDBInstance', { ...usual, DBInstanceIdentifier });

const untilAvailable = (identifier: string) =>
  eventually(async () => {
    const instance = await describe(identifier);
    expect(instance.DBInstanceStatus).toBe('available');
    return instance;
  }, 30_000);

const psql = (session: Session, sql: string) =>
  psqlWith({ ...session, authority: certificateFiles(controlPlane.stateDir).authority }, sql);

/** The processes of the servers that run, or have run until the control plane was killed. */
const serverPids = (): number[] => {
  const directory = join(controlPlane.stateDir, 'pids');
  const files = readdirSync(directory).filter((name) => name.startsWith('rds-'));
  const pids = files.map((name) => (JSON.parse(readFileSync(join(directory, name), 'utf8')) as { pid: number }).pid);
  return pids.filter((pid) => processStamp(pid) !== undefined);
};

beforeAll(async () => {
  controlPlane = await ownControlPlane();
  await controlPlane.start();
});

afterAll(() => controlPlane.delete());

test('instances end with the control plane, and are there again when it is', async () => {
  await create('one');
  await create('two');
  const port = (await untilAvailable('one')).Endpoint?.Port;
  await untilAvailable('two');
  await psql({ port }, 'CREATE TABLE kept AS SELECT 1 AS run');
  await controlPlane.call('StopDBInstance', { DBInstanceIdentifier: 'two' });

  await controlPlane.stop();

  expect(serverPids()).toEqual([]);
  await controlPlane.start();
  expect([await describe('one'), await describe('two')]).toMatchObject([
    { DBInstanceStatus: 'available', Endpoint: { Port: port } },
    { DBInstanceStatus: 'stopped' },
  ]);
  expect(await psql({ port }, 'TABLE kept')).toBe('1');
});

test('what a killed control plane leaves is taken up again, each server once', async () => {
  const port = (await untilAvailable('one')).Endpoint?.Port;
  await psql({ port }, 'UPDATE kept SET run = 2');
  // In the middle of being made.
  await create('three');

  await controlPlane.kill();
  const left = serverPids();
  await controlPlane.start();

  expect(left.length).toBeGreaterThan(0);
  const three = await untilAvailable('three');
  expect(await psql({ port }, 'TABLE kept')).toBe('2');
  expect(await psql({ port: three.Endpoint?.Port }, 'SELECT current_user')).toBe(usual.MasterUsername);
  expect(serverPids().filter((pid) => left.includes(pid))).toEqual([]);
  expect(serverPids()).toHaveLength(2);
});

test('a server that is killed is started again', async () => {
  const { Endpoint, DbiResourceId } = await untilAvailable('one');
  const file = join(controlPlane.stateDir, 'pids', `rds-${DbiResourceId}.json`);
  const { pid } = JSON.parse(readFileSync(file, 'utf8')) as { pid: number };

  process.kill(pid, 'SIGKILL');

  await eventually(async () => expect(serverPids()).not.toContain(pid), 5000);
  await eventually(async () => expect(await psql({ port: Endpoint?.Port }, 'TABLE kept')).toBe('2'), 20_000);
});
