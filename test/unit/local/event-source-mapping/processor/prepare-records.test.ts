import { Activity } from '../../../../../local/event-source-mapping/activity.ts';
import {
  type PreparationPorts,
  recordPreparer,
} from '../../../../../local/event-source-mapping/processor/prepare-records.ts';
import type { KafkaRecord } from '../../../../../local/event-source-mapping/record.ts';
import { eventRecord, kafkaRecord, offsetsOf } from '../event-records.ts';

const { signal } = new AbortController();
const records = [0, 1, 2].map((offset) => kafkaRecord(offset));

function preparing(ports: Partial<PreparationPorts> = {}) {
  const log: string[] = [];
  const activity = new Activity((line) => log.push(line));
  const prepare = recordPreparer({
    decode: (record) => record,
    refusalOf: ({ message }: Error) => (message === 'undecodable' ? 'DESERIALIZATION_ERROR' : undefined),
    matches: () => true,
    serialise: ({ offset }) => eventRecord(offset),
    backoff: { firstMs: 0, maxMs: 0 },
    activity,
    ...ports,
  } as PreparationPorts);
  return { prepare, activity, log };
}

test('records that wait for nothing are there at once', () => {
  const { prepare } = preparing();

  expect(prepare(records, signal)).toEqual([eventRecord(0), eventRecord(1), eventRecord(2)]);
});

test('filters see the decoded record, and what they leave out is counted', async () => {
  const value = Buffer.from('decoded');
  const slow = async (record: KafkaRecord) => ({ ...record, value });
  const fast = (record: KafkaRecord) => ({ ...record, value });
  const matches = (record: KafkaRecord) => record.value === value && record.offset !== 1;

  for (const decode of [slow, fast]) {
    const { prepare, activity } = preparing({ decode, matches });

    expect(offsetsOf(await prepare(records, signal))).toEqual([0, 2]);
    expect(activity.counts.filteredOut).toBe(1);
  }
});

test('a record whose key was decoded keeps the one that Kafka has', () => {
  const key = Buffer.from('key');
  const decode = (record: KafkaRecord) => (record.offset === 0 ? { ...record, key: Buffer.from('decoded') } : record);
  const { prepare } = preparing({ decode });

  const prepared = prepare(
    [
      { ...kafkaRecord(0), key },
      { ...kafkaRecord(1), key },
    ],
    signal,
  );

  expect(prepared).toEqual([{ ...eventRecord(0), originalKey: key }, eventRecord(1)]);
});

test('records stay in order behind one that takes longer, and each is decoded once', async () => {
  const asked: number[] = [];
  const decode = (record: KafkaRecord) => {
    asked.push(record.offset);
    return record.offset === 1 && asked.length < 3 ? Promise.resolve(record) : record;
  };
  const { prepare } = preparing({ decode });

  const prepared = prepare(records, signal);

  expect(prepared).toBeInstanceOf(Promise);
  expect(offsetsOf(await prepared)).toEqual([0, 1, 2]);
  expect(asked).toEqual([0, 1, 1, 2]);
});

test('a record that cannot be decoded is refused alone, as it is in Kafka', async () => {
  const decode = (record: KafkaRecord) => {
    if (record.offset === 1) throw new Error('undecodable');
    return { ...record, key: Buffer.from('decoded') };
  };
  const { prepare, activity, log } = preparing({ decode });

  const prepared = await prepare(records, signal);

  expect(prepared).toEqual([
    { ...eventRecord(0), originalKey: null },
    { ...eventRecord(1), refusal: 'DESERIALIZATION_ERROR' },
    { ...eventRecord(2), originalKey: null },
  ]);
  expect(activity.counts.schemaRegistryErrors).toBe(1);
  expect(log).toEqual(['last processing result: PROBLEM: undecodable']);
});

test('a registry that is away is asked until it answers', async () => {
  let away = 3;
  const decode = async (record: KafkaRecord) => {
    if (away === 0) return record;
    away -= 1;
    throw new Error('registry is away');
  };
  const { prepare, activity } = preparing({ decode });

  expect(offsetsOf(await prepare([kafkaRecord(0)], signal))).toEqual([0]);
  // The first of the attempts is the one that could not wait.
  expect(activity.counts.schemaRegistryErrors).toBe(2);
});

test('the wait grows with each failure, and the signal ends it', async () => {
  const end = new AbortController();
  let asked = 0;
  const decode = async () => {
    asked += 1;
    throw new Error('registry is away');
  };
  const { prepare } = preparing({ decode, backoff: { firstMs: 20, maxMs: 60_000 } });

  const prepared = prepare(records, end.signal);
  setTimeout(() => end.abort(), 150);

  await expect(prepared).rejects.toMatchObject({ name: 'AbortError' });
  // At 10 ms each they would be fifteen; doubled each time they end at the sixth.
  expect(asked).toBeLessThan(7);
});

test('nothing is decoded after the signal', async () => {
  const end = new AbortController();
  const asked: number[] = [];
  const decode = async (record: KafkaRecord) => {
    asked.push(record.offset);
    end.abort();
    return record;
  };
  const { prepare } = preparing({ decode });

  await expect(prepare(records, end.signal)).rejects.toMatchObject({ name: 'AbortError' });
  expect(asked).toEqual([0]);
});
