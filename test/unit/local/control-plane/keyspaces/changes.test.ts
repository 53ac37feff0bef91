import { join } from 'node:path';
import driver from 'cassandra-driver';
import { Changes } from '../../../../../local/control-plane/keyspaces/changes.ts';
import type { ResourceRecord } from '../../../../../local/control-plane/keyspaces/resource-record.ts';
import { StateFile } from '../../../../../local/control-plane/state-file.ts';
import { temporaryDirectory } from '../../../../support/temporary-directory.ts';

const directory = temporaryDirectory();
let file = 0;

/** @param answers what Cassandra does with each statement in turn; then it takes all */
function setUp(...answers: (() => Promise<never>)[]) {
  const executed: string[] = [];
  const lines: string[] = [];
  const cassandra = {
    async execute(statement: string) {
      executed.push(statement);
      return (await answers.shift()?.()) ?? [];
    },
  };
  const records = new StateFile<ResourceRecord>(join(directory, `${file++}.json`));
  const changes = new Changes({ records, cassandra, log: (line) => lines.push(line) });
  return { executed, lines, records, changes };
}

const refused = async () => {
  throw new driver.errors.ResponseError(driver.types.responseErrorCodes.invalid, 'It is not valid');
};
const unreachable = async () => {
  throw new Error('Cassandra does not answer');
};

const table: ResourceRecord = { kind: 'table', keyspace: 'k', name: 't', status: 'CREATING', statements: ['CREATE'] };

test('a creation is kept while it is under way, and then left to Cassandra', async () => {
  const { executed, records, changes } = setUp();

  changes.begin(table);
  const during = records.get('table k t');
  await changes.settled(table);

  expect(during?.status).toBe('CREATING');
  expect(executed).toEqual(['CREATE']);
  expect(records.all()).toEqual([]);
});

test('what Cassandra has no place for stays, as it is when the change is over', async () => {
  const { records, changes } = setUp();
  const keyspace: ResourceRecord = { kind: 'keyspace', keyspace: 'k', status: 'CREATING', tags: { a: '1' } };

  changes.begin(keyspace);
  records.set('keyspace k', { ...keyspace, tags: { a: '2' } });
  await changes.settled(keyspace);

  expect(records.all()).toEqual([{ kind: 'keyspace', keyspace: 'k', status: 'ACTIVE', tags: { a: '2' } }]);
});

test('a statement is tried again while Cassandra cannot be reached', async () => {
  const { executed, changes } = setUp(unreachable, unreachable);

  changes.begin(table);
  await changes.settled(table);

  expect(executed).toEqual(['CREATE', 'CREATE', 'CREATE']);
});

test('what Cassandra refuses is as it was before, and the reason is told and logged', async () => {
  const { executed, lines, records, changes } = setUp(refused, refused);
  const scaled = { ...table, name: 'scaled', status: 'UPDATING' as const, autoScaling: {} };

  for (const record of [table, scaled]) {
    changes.begin(record);
    await expect(changes.settled(record)).rejects.toThrow('It is not valid');
  }

  expect(executed).toEqual(['CREATE', 'CREATE']);
  expect(lines).toEqual([
    'CREATING table k t failed: It is not valid',
    'UPDATING table k scaled failed: It is not valid',
  ]);
  expect(records.all()).toEqual([{ kind: 'table', keyspace: 'k', name: 'scaled', status: 'ACTIVE', autoScaling: {} }]);
});

test('a keyspace goes with all that is kept of it', async () => {
  const { records, changes } = setUp();
  records.set('table k t', { ...table, status: 'ACTIVE', autoScaling: {} });
  records.set('table other t', { ...table, keyspace: 'other', status: 'ACTIVE', autoScaling: {} });

  const keyspace: ResourceRecord = { kind: 'keyspace', keyspace: 'k', status: 'DELETING', statements: ['DROP'] };
  changes.begin(keyspace);
  await changes.settled(keyspace);

  expect(records.all().map((record) => record.keyspace)).toEqual(['other']);
});

test('who is stopped while Cassandra is away goes on at the next start', async () => {
  const { executed, records, changes } = setUp(unreachable);
  changes.begin(table);

  await changes.end();
  const left = records.all();
  const next = new Changes({
    records,
    cassandra: { execute: async (statement) => void executed.push(`again ${statement}`) as never },
    log: () => {},
  });
  next.resume();
  await next.settled(table);

  expect(left).toEqual([table]);
  expect(executed.at(-1)).toBe('again CREATE');
  expect(records.all()).toEqual([]);
});

test('a keyspace is quiet when nothing in it is under way, whether it went well or not', async () => {
  const { records, changes } = setUp(refused);
  changes.begin(table);
  changes.begin({ ...table, name: 'u' });

  await changes.quiet('k');

  expect(records.all()).toEqual([]);
});
