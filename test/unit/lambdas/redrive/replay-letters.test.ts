import type { AuditEntry } from '../../../../lambdas/redrive/audit.ts';
import type { OffsetRange } from '../../../../lambdas/redrive/letter.ts';
import { type ReplayRequest, readEvent } from '../../../../lambdas/redrive/read-event.ts';
import { type ReplayPorts, replayLetters } from '../../../../lambdas/redrive/replay-letters.ts';
import type { RecordsRead, Stop, TopicRecord } from '../../../../lambdas/redrive/topic-records.ts';
import { mappingLetter, sinkLetter } from '../../../support/pipeline/dead-letters.ts';
import { fakeQueue, message } from './fake-queue.ts';

const topic = 'users';
const value = Buffer.from('{}');
const place = (offset: number) => ({ topic, partition: 0, offset, timestampMs: 5 });
const letter = (offset: number) => sinkLetter(place(offset), { key: 'a', value });
const record = (offset: number, changes: Partial<TopicRecord> = {}): TopicRecord => ({
  ...{ partition: 0, offset, timestampMs: 5, key: Buffer.from('a'), value, headers: {} },
  ...changes,
});

/** A topic that holds these records; with a stop only ranges before its offset were looked at. */
function reading(records: readonly TopicRecord[], stop?: Stop & { readonly at: number }) {
  return async (): Promise<RecordsRead> => ({
    find: (_, offset) => records.find((one) => one.offset === offset),
    lookedAt: ({ last }: OffsetRange) => stop === undefined || last < stop.at,
    ...(stop && { stopped: stop }),
  });
}

async function replay(
  bodies: readonly string[],
  own: Partial<ReplayPorts> & { readonly undeleted?: ReadonlyMap<string, string> } = {},
  event: object = {},
) {
  const { undeleted, ...ports } = own;
  const { queue, givenBack, deleted } = fakeQueue([bodies.map((body, index) => message(`m${index}`, body))], undeleted);
  const entries: AuditEntry[] = [];
  const published: number[] = [];
  const all: ReplayPorts = {
    queue,
    values: { read: async () => value, delete: async () => undefined },
    readTopic: reading([record(0), record(1), record(2)]),
    publish: async (records) => {
      published.push(...records.map(({ offset }) => offset));
      return new Map();
    },
    audit: { check: async () => undefined, write: async (some) => void entries.push(...some), last: async () => [] },
    ...ports,
  };
  const request = readEvent({ action: 'replay', all: true, ...event }) as ReplayRequest;
  const options = { topic, requestId: 'r', nowMs: 1000, visibilitySeconds: 1 };
  const result = await replayLetters(request, all, options, new AbortController().signal);
  return { result, entries: entries.map(({ action }) => action), published, deleted, givenBack: givenBack.length };
}

test('records come back in the order in which they were, each once', async () => {
  const done = await replay([letter(2), letter(0), mappingLetter([place(0), place(1)])]);

  expect(done).toMatchObject({
    ...{
      published: [0, 1, 2],
      deleted: ['m0', 'm1', 'm2'],
      givenBack: 0,
      entries: ['replayed', 'replayed', 'replayed'],
    },
    result: { replayed: 3, failed: 0, left: 0, before: '1970-01-01T00:00:01.000Z' },
  });
});

test('what Kafka refuses fails alone, and stays', async () => {
  const done = await replay([letter(0), letter(1)], { publish: async () => new Map([['0-1', 'too large']]) });

  expect(done).toMatchObject({ deleted: ['m0'], givenBack: 1, entries: ['replayed', 'failed'] });
  expect(done.result).toMatchObject({ replayed: 1, failed: 1, letters: [{ id: 'users-0-1', error: 'too large' }, {}] });
});

test('what there was no time to read is left, and is not called a failure', async () => {
  const readTopic = reading([record(0)], { at: 1, why: 'late', late: true });

  const done = await replay([letter(0), letter(1)], { readTopic });

  expect(done).toMatchObject({ published: [0], entries: ['replayed'], givenBack: 1 });
  expect(done.result).toMatchObject({ replayed: 1, failed: 0, left: 1 });
});

test('what Kafka does not give fails by name', async () => {
  const readTopic = reading([record(0)], { at: 1, why: 'Kafka gave no record', late: false });

  await expect(replay([letter(0), letter(1)], { readTopic })).resolves.toMatchObject({
    result: { replayed: 1, failed: 1, left: 0, letters: [{ error: 'Kafka gave no record' }, {}] },
  });
});

test('a letter that cannot be deleted is a failure, though its record came back', async () => {
  const { result } = await replay([letter(0)], { undeleted: new Map([['m0', 'receipt expired']]) });

  expect(result).toMatchObject({ replayed: 0, failed: 1, records: 1 });
  expect(result.letters[0]?.error).toContain('receipt expired');
});

test('nothing is published when the audit cannot be written', async () => {
  const published: TopicRecord[] = [];
  const audit = { check: async () => Promise.reject(new Error('no database')), write: async () => undefined };
  const publish = async (records: readonly TopicRecord[]) => {
    published.push(...records);
    return new Map<string, string>();
  };

  await expect(replay([letter(0)], { audit: { ...audit, last: async () => [] }, publish })).rejects.toThrow(
    'no database',
  );
  expect(published).toEqual([]);
});

test('the record of a topic that was made anew is another one', async () => {
  const readTopic = reading([record(0, { timestampMs: 99 })]);

  const { result } = await replay([mappingLetter([place(0)])], { readTopic });

  expect(result.letters).toMatchObject([{ action: 'failed', error: expect.stringContaining('no more') }]);
});

test('of a batch that the topic holds in part the rest comes back only when that is forced', async () => {
  const batch = [mappingLetter([place(1), place(4)])];

  expect((await replay(batch)).result).toMatchObject({
    refused: 1,
    letters: [{ error: expect.stringContaining('2 of its 4') }],
  });
  expect(await replay(batch, {}, { force: true })).toMatchObject({ published: [1, 2], result: { replayed: 1 } });
});

test('letters that are to be skipped are given back untouched', async () => {
  const done = await replay([letter(0), letter(1)], {}, { skip: ['users-0-0'] });

  expect(done).toMatchObject({ published: [1], deleted: ['m1'], givenBack: 1, result: { replayed: 1 } });
});
