import { join } from 'node:path';
import driver from 'cassandra-driver';
import { LifeCycle } from '../../../../../local/control-plane/keyspaces/life-cycle.ts';
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
  const lifeCycle = new LifeCycle({ records, cassandra, log: (line) => lines.push(line) });
  return { executed, lines, records, lifeCycle };
}

const refused = async () => {
  throw new driver.errors.ResponseError(driver.types.responseErrorCodes.invalid, 'It is not valid');
};
const unreachable = async () => {
  throw new Error('Cassandra does not answer');
};

const table: ResourceRecord = { kind: 'table', keyspace: 'k', name: 't', status: 'CREATING', statements: ['CREATE'] };

test('a creation is kept while it is under way, and then left to Cassandra', async () => {
  const { executed, records, lifeCycle } = setUp();

  lifeCycle.begin(table);
  const during = records.get('table k t');
  await lifeCycle.settled(table);

  expect(during?.status).toBe('CREATING');
  expect(executed).toEqual(['CREATE']);
  expect(records.all()).toEqual([]);
});

test('what Cassandra has no place for stays, as it is when the change is over', async () => {
  const { records, lifeCycle } = setUp();
  const keyspace: ResourceRecord = { kind: 'keyspace', keyspace: 'k', status: 'CREATING', tags: { a: '1' } };

  lifeCycle.begin(keyspace);
  records.set('keyspace k', { ...keyspace, tags: { a: '2' } });
  await lifeCycle.settled(keyspace);

  expect(records.all()).toEqual([{ kind: 'keyspace', keyspace: 'k', status: 'ACTIVE', tags: { a: '2' } }]);
});

test('a statement is tried again while Cassandra cannot be reached', async () => {
  const { executed, lifeCycle } = setUp(unreachable, unreachable);

  lifeCycle.begin(table);
  await lifeCycle.settled(table);

  expect(executed).toEqual(['CREATE', 'CREATE', 'CREATE']);
});

test('what Cassandra refuses is as it was before, and the reason is told and logged', async () => {
  const { executed, lines, records, lifeCycle } = setUp(refused, refused);
  const scaled = { ...table, name: 'scaled', status: 'UPDATING' as const, autoScaling: {} };

  for (const record of [table, scaled]) {
    lifeCycle.begin(record);
    await expect(lifeCycle.settled(record)).rejects.toThrow('It is not valid');
  }

  expect(executed).toEqual(['CREATE', 'CREATE']);
  expect(lines).toEqual([
    'CREATING table k t failed: It is not valid',
    'UPDATING table k scaled failed: It is not valid',
  ]);
  expect(records.all()).toEqual([{ kind: 'table', keyspace: 'k', name: 'scaled', status: 'ACTIVE', autoScaling: {} }]);
});

test('a keyspace goes with all that is kept of it', async () => {
  const { records, lifeCycle } = setUp();
  records.set('table k t', { ...table, status: 'ACTIVE', autoScaling: {} });
  records.set('table other t', { ...table, keyspace: 'other', status: 'ACTIVE', autoScaling: {} });

  const keyspace: ResourceRecord = { kind: 'keyspace', keyspace: 'k', status: 'DELETING', statements: ['DROP'] };
  lifeCycle.begin(keyspace);
  await lifeCycle.settled(keyspace);

  expect(records.all().map((record) => record.keyspace)).toEqual(['other']);
});

test('who is stopped while Cassandra is away goes on at the next start', async () => {
  const { executed, records, lifeCycle } = setUp(unreachable);
  lifeCycle.begin(table);

  await lifeCycle.stop();
  const left = records.all();
  const next = new LifeCycle({
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
  const { records, lifeCycle } = setUp(refused);
  lifeCycle.begin(table);
  lifeCycle.begin({ ...table, name: 'u' });

  await lifeCycle.allSettled('k');

  expect(records.all()).toEqual([]);
});
