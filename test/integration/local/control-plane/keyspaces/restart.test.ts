import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../../../../local/processes/ports.ts';
import { eventually } from '../../../../support/eventually.ts';
import { temporaryDirectory } from '../../../../support/temporary-directory.ts';
import { OwnControlPlane } from './own-control-plane.ts';
import { createKeyspace, deleteKeyspaces } from './test-keyspaces.ts';

const stateDir = temporaryDirectory();
const otherStateDir = temporaryDirectory();
const schemaDefinition = { allColumns: [{ name: 'id', type: 'uuid' }], partitionKeys: [{ name: 'id' }] };

let controlPlane: OwnControlPlane;
let keyspaceName: string;

beforeEach(async () => {
  keyspaceName = await createKeyspace();
  controlPlane = new OwnControlPlane(stateDir);
  await controlPlane.start();
});

afterEach(() => controlPlane.end('SIGKILL'));

afterAll(deleteKeyspaces);

/** Its status, or why it has none. */
async function statusOf(tableName: string): Promise<unknown> {
  const { code, status } = await controlPlane.call('GetTable', { keyspaceName, tableName });
  return code ?? status;
}

/** @returns what is kept of what was under way */
async function cutOff(): Promise<string> {
  await controlPlane.end('SIGKILL');
  return kept();
}

const kept = () => readFileSync(join(stateDir, 'data', 'control-plane', 'keyspaces.json'), 'utf8');
const until = (status: string) => eventually(async () => expect(await statusOf('users')).toBe(status), 30_000);

test('a creation and a deletion that were cut off go on when the control plane is back', async () => {
  const users = { keyspaceName, tableName: 'users' };

  await controlPlane.call('CreateTable', { ...users, schemaDefinition });
  const creating = await cutOff();
  await controlPlane.start();
  await until('ACTIVE');
  await controlPlane.call('DeleteTable', users);
  const deleting = await cutOff();
  await controlPlane.start();
  await until('ResourceNotFoundException');

  expect(creating).toMatch(/"status": "CREATING"/);
  expect(deleting).toMatch(/"status": "DELETING"/);
  expect(kept()).toBe('{}\n');
});

test('ends at once when it is told to, and says what is wrong while Cassandra is not there', async () => {
  const alone = new OwnControlPlane(otherStateDir, await freePort());
  await alone.start();

  const answer = await alone.call('ListKeyspaces', {});
  const ends = await Promise.all([controlPlane.end('SIGTERM'), alone.end('SIGTERM')]);

  expect(answer).toMatchObject({
    ...{ code: 'InternalServerException', status: 500 },
    message: expect.stringMatching(/^Cassandra does not answer on port \d+\. Is it running\?/),
  });
  expect(ends).toEqual([0, 0]);
});
