import { randomBytes } from 'node:crypto';
import {
  CreateKeyspaceCommand,
  DeleteKeyspaceCommand,
  GetKeyspaceCommand,
  GetTableCommand,
  type GetTableCommandOutput,
  KeyspacesClient,
  ListKeyspacesCommand,
} from '@aws-sdk/client-keyspaces';
import { eventually } from '../../../../support/eventually.ts';
import { clientSettings } from '../../../../support/stack/client-settings.ts';

/** Shows each failure, instead of trying again. */
export const keyspaces = new KeyspacesClient({ ...clientSettings(), maxAttempts: 1 });

const changeMs = 30_000;
const made: string[] = [];

export function newName(): string {
  const name = `test_${randomBytes(6).toString('hex')}`;
  made.push(name);
  return name;
}

/** A keyspace that is there. */
export async function createKeyspace(keyspaceName = newName()): Promise<string> {
  await keyspaces.send(new CreateKeyspaceCommand({ keyspaceName }));
  await eventually(() => keyspaces.send(new GetKeyspaceCommand({ keyspaceName })), changeMs);
  return keyspaceName;
}

export async function untilActive(keyspaceName: string, tableName: string): Promise<GetTableCommandOutput> {
  return eventually(async () => {
    const table = await keyspaces.send(new GetTableCommand({ keyspaceName, tableName }));
    expect(table.status).toBe('ACTIVE');
    return table;
  }, changeMs);
}

/** @param ask what answers, until it answers ResourceNotFoundException and nothing else */
export async function untilGone(ask: () => Promise<unknown>): Promise<void> {
  const { name } = await eventually(async () => {
    const error = await ask().then(
      () => undefined,
      (refusal: Error) => refusal,
    );
    expect(error).toBeDefined();
    return error as Error;
  }, changeMs);
  expect(name).toBe('ResourceNotFoundException');
}

/** Of this test file. */
export async function deleteKeyspaces(): Promise<void> {
  const { keyspaces: all = [] } = await keyspaces.send(new ListKeyspacesCommand({}));
  const left = all.map(({ keyspaceName = '' }) => keyspaceName).filter((name) => made.includes(name));
  await Promise.all(
    left.map((keyspaceName) => eventually(() => keyspaces.send(new DeleteKeyspaceCommand({ keyspaceName })), changeMs)),
  );
}
