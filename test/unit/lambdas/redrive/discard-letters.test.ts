import type { DeadLetter } from '../../../../lambdas/core/dead-letter.ts';
import type { Audit, AuditEntry } from '../../../../lambdas/redrive/audit.ts';
import { discardLetters } from '../../../../lambdas/redrive/discard-letters.ts';
import { type DiscardRequest, readEvent } from '../../../../lambdas/redrive/read-event.ts';
import { mappingLetter, sinkLetter } from '../../../support/pipeline/dead-letters.ts';
import { fakeQueue, message } from './fake-queue.ts';

const place = (offset: number) => ({ topic: 'users', partition: 0, offset, timestampMs: 5 });
const letter = (offset: number, changes: Partial<DeadLetter> = {}) =>
  sinkLetter(place(offset), { key: 'a', value: '{}' }, changes);

async function discard(
  bodies: readonly string[],
  event: object = { all: true },
  {
    undeleted,
    ...ownAudit
  }: Partial<Pick<Audit, 'check' | 'write'>> & { readonly undeleted?: ReadonlyMap<string, string> } = {},
) {
  const { queue, givenBack, deleted } = fakeQueue([bodies.map((body, index) => message(`m${index}`, body))], undeleted);
  const entries: AuditEntry[] = [];
  const values: string[] = [];
  const ports = {
    queue,
    values: {
      read: async () => null,
      delete: async ({ offset }: DeadLetter) => void values.push(`value of ${offset}`),
    },
    audit: {
      check: async () => undefined,
      write: async (some: readonly AuditEntry[]) => {
        expect(deleted).toEqual([]);
        entries.push(...some);
      },
      last: async () => [],
      ...ownAudit,
    },
  };
  const request = readEvent({ action: 'discard', ...event }) as DiscardRequest;
  const options = { topic: 'users', requestId: 'r', nowMs: 1000, visibilitySeconds: 1 };
  const result = discardLetters(request, ports, options, new AbortController().signal);
  return { result: await result.catch((error: Error) => error), entries, deleted, values, givenBack: givenBack.length };
}

test('letters of every kind are noted first, with their records and replays, and deleted then', async () => {
  const done = await discard([letter(0, { replays: 2 }), mappingLetter([place(1), place(2)]), 'hello']);

  expect(done.result).toMatchObject({ dryRun: false, discarded: 3, records: 3, failed: 0, left: 0 });
  expect(done.entries).toMatchObject([
    { letter: { id: 'users-0-0' }, action: 'discarded', records: 1, replays: 2 },
    { letter: { id: 'users-0-1-2' }, action: 'discarded', records: 2, replays: 0 },
    { letter: { id: 'message-m2', reason: 'UNREADABLE' }, action: 'discarded', records: 0, replays: 0 },
  ]);
  expect(done).toMatchObject({ deleted: ['m0', 'm1', 'm2'], values: ['value of 0'], givenBack: 0 });
});

test('copies of a letter are one', async () => {
  const done = await discard([letter(0), letter(0)], { id: 'users-0-0' });

  expect(done).toMatchObject({ result: { discarded: 1, records: 1 }, deleted: ['m0', 'm1'] });
  expect(done.entries).toHaveLength(1);
});

test('the others stay: those of another reason, and those that are to be skipped', async () => {
  const refused = letter(1, { reason: 'STORE_REFUSED' });

  const done = await discard([letter(0), refused, letter(2)], { reason: 'INVALID_RECORD', skip: ['users-0-2'] });

  expect(done).toMatchObject({ result: { discarded: 1 }, deleted: ['m0'], givenBack: 2 });
});

test('a dry run notes and deletes nothing, and asks nothing of the audit', async () => {
  const check = async () => Promise.reject(new Error('no database'));

  const done = await discard([letter(0)], { all: true, dryRun: true }, { check });

  expect(done.result).toMatchObject({
    dryRun: true,
    discarded: 1,
    letters: [{ id: 'users-0-0', action: 'discarded' }],
  });
  expect(done).toMatchObject({ entries: [], deleted: [], values: [], givenBack: 1 });
});

test('nothing is deleted that cannot be noted', async () => {
  const write = async () => Promise.reject(new Error('no database'));

  expect(await discard([letter(0)], { all: true }, { check: write })).toMatchObject({ deleted: [], values: [] });
  expect(await discard([letter(0)], { all: true }, { write })).toMatchObject({
    ...{ result: new Error('no database'), deleted: [], values: [], givenBack: 1 },
  });
});

test('a letter that was noted and cannot be deleted is a failure that says so, and keeps its value', async () => {
  const done = await discard(
    [letter(0), letter(1)],
    { all: true },
    { undeleted: new Map([['m0', 'receipt expired']]) },
  );

  expect(done).toMatchObject({ deleted: ['m1'], values: ['value of 1'] });
  expect(done.result).toMatchObject({
    ...{ discarded: 1, failed: 1, records: 1 },
    letters: [
      { id: 'users-0-0', records: 0, error: 'It was noted as discarded, but it could not be deleted: receipt expired' },
      { id: 'users-0-1', action: 'discarded' },
    ],
  });
});

test('a letter that is not there is named', async () => {
  const { result } = await discard([letter(0)], { id: 'users-0-7' });

  expect(String(result)).toContain('no dead letter users-0-7');
});
