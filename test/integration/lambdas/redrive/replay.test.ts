import { createTopic, deleteRecords, produce } from '../../../support/event-source-mapping/topics.ts';
import { mappingLetter, sinkLetter } from '../../../support/pipeline/dead-letters.ts';
import { readMessages } from '../../../support/pipeline/read-messages.ts';
import { framed } from '../../../support/schemas/framed.ts';
import { ownRedrive, topicWith } from './own-redrive.ts';

const own = ownRedrive();
const value = framed(7, '{"id":"no user"}');
const message = { key: 'a', value, partition: 0, headers: { 'run-id': 'r1' } };

test('a letter of the sink brings the raw record back, in its partition, with where it stood first', async () => {
  const { topic, places } = await topicWith([message, { ...message, partition: 1 }], 2);
  const [, place] = places as [never, (typeof places)[number]];
  await own.send(sinkLetter(place, { key: 'a', value: '{"id":"no user"}' }));

  const result = await own.ask(topic, { action: 'replay', all: true, requestedBy: 'me' });

  expect(result).toMatchObject({ replayed: 1, records: 1, refused: 0, failed: 0, left: 0, dryRun: false });
  const back = (await readMessages(topic, 3)).filter(({ headers }) => headers['replay-count']);
  const headers = { 'replay-partition': '1', 'replay-offset': '0', 'replay-timestamp': String(place.timestampMs) };
  expect(back).toMatchObject([
    {
      ...{ partition: 1, offset: 1, key: Buffer.from('a'), value },
      headers: { 'run-id': 'r1', ...headers, 'replay-count': '1' },
    },
  ]);
  await expect(own.letters()).resolves.toEqual([]);
  await expect(own.audit()).resolves.toMatchObject([
    {
      ...{ letter_id: `${topic}-1-0`, topic, record_partition: 1, record_offset: '0', records: 1, replays: 1 },
      ...{ reason: 'INVALID_RECORD', action: 'replayed', requested_by: 'me', request_id: 'request-1', error: null },
    },
  ]);
});

test('a letter of the mapping brings each record of its range back, a tombstone too', async () => {
  const tombstone = { ...message, key: 'b', value: null };
  const { topic, places } = await topicWith([message, message, tombstone, message]);
  await own.send(mappingLetter(places.slice(1, 3)));

  await expect(own.ask(topic, { action: 'replay', reason: 'RetryAttemptsExhausted' })).resolves.toMatchObject({
    replayed: 1,
    records: 2,
  });

  const back = (await readMessages(topic, 6)).slice(4);
  expect(back.map(({ key, value: bytes, headers }) => [key?.toString(), bytes, headers['replay-offset']])).toEqual([
    ['a', value, '1'],
    ['b', null, '2'],
  ]);
  await expect(own.audit()).resolves.toMatchObject([{ letter_id: `${topic}-0-1-2`, records: 2 }]);
});

test('what was replayed before keeps its origin, and is refused after the third time unless it is forced', async () => {
  const headers = { 'replay-partition': '4', 'replay-offset': '5', 'replay-timestamp': '6', 'replay-count': '3' };
  const { topic, places } = await topicWith([
    { ...message, headers },
    { ...message, headers },
  ]);
  const [first, second] = places as [(typeof places)[number], (typeof places)[number]];
  await own.send(sinkLetter(first, message, { replays: 3 }));
  await own.send(mappingLetter([second]));

  const refused = await own.ask(topic, { action: 'replay', all: true });
  expect(refused).toMatchObject({ replayed: 0, refused: 2, failed: 0, left: 0 });
  expect(refused.letters[0]?.error).toContain('replayed 3 times');
  await expect(own.letters()).resolves.toHaveLength(2);

  const forced = await own.ask(topic, { action: 'replay', all: true, force: true });
  expect(forced).toMatchObject({ replayed: 2, refused: 0 });
  const back = (await readMessages(topic, 4)).slice(2);
  expect(back.map((one) => one.headers)).toEqual([
    { ...headers, 'replay-count': '4' },
    { ...headers, 'replay-count': '4' },
  ]);
  const actions = (await own.audit()).map(({ action, replays }) => [action, replays]);
  expect(actions).toEqual([
    ...[
      ['refused', 3],
      ['refused', 3],
    ],
    ...[
      ['replayed', 4],
      ['replayed', 4],
    ],
  ]);
});

test('a dry run says what would be done, and changes nothing', async () => {
  const { topic, places } = await topicWith([message]);
  await own.send(sinkLetter(places[0] as never, message));

  const result = await own.ask(topic, { action: 'replay', all: true, dryRun: true });

  expect(result).toMatchObject({ dryRun: true, replayed: 1, letters: [{ action: 'replayed', from: 'topic' }] });
  await expect(readMessages(topic, 1)).resolves.toHaveLength(1);
  await expect(own.letters()).resolves.toHaveLength(1);
  await expect(own.audit()).resolves.toEqual([]);
});

test('a record that the topic holds no more is made anew from its letter, or fails by name', async () => {
  const { topic, places } = await topicWith([message, message, message, message]);
  const [json, avro, large, batch] = places as (typeof places)[number][] as [never, never, never, never];
  await deleteRecords(topic, 4);
  const letterValue = { key: 'a', value: '{"id":"no user"}' };
  await own.putObject('large', Buffer.from(letterValue.value));
  await own.send(sinkLetter(json, letterValue, { schema: { dataFormat: 'JSON', schemaId: '7' } }));
  await own.send(sinkLetter(avro, letterValue, { schema: { dataFormat: 'AVRO', schemaId: '7' } }));
  const valueObject = { bucket: own.bucket, key: 'large', bytes: 16 };
  const schema = { dataFormat: 'JSON', schemaId: '7' };
  await own.send(sinkLetter(large, { key: 'a', value: null }, { valueObject, schema }));
  await own.send(mappingLetter([batch]));

  const result = await own.ask(topic, { action: 'replay', all: true });

  expect(result).toMatchObject({ replayed: 2, failed: 2 });
  const errors = result.letters.map(({ id, error }) => [id, error]).filter(([, error]) => error !== undefined);
  expect(Object.fromEntries(errors)).toEqual({
    [`${topic}-0-1`]: expect.stringContaining('JSON instead of AVRO'),
    [`${topic}-0-3`]: expect.stringContaining('The topic holds its records no more'),
  });
  const back = await readMessages(topic, 2);
  expect(back.map(({ value: bytes }) => bytes)).toEqual([value, value]);
  await expect(own.letters()).resolves.toHaveLength(2);
  // The object went with its letter.
  const again = sinkLetter(large, { key: 'a', value: null }, { valueObject, schema });
  await own.send(again);
  await expect(own.ask(topic, { action: 'replay', id: `${topic}-0-2` })).resolves.toMatchObject({ failed: 1 });
});

test('what is no letter, or of another topic, is listed and never dropped', async () => {
  const { topic, places } = await topicWith([message]);
  await own.send('hello');
  await own.send(
    sinkLetter({ ...(places[0] as never as object), topic: 'other', partition: 0, offset: 0, timestampMs: 1 }, message),
  );

  const result = await own.ask(topic, { action: 'replay', all: true });

  expect(result).toMatchObject({ replayed: 0, failed: 2 });
  await expect(own.letters()).resolves.toHaveLength(2);
});

test('records that are far apart are found, and a range that takes several reads', async () => {
  const topic = await createTopic(1);
  const [timestampMs, large] = [Date.now(), Buffer.alloc(1000, 'x')];
  for (let sent = 0; sent < 6000; sent += 500) {
    await produce(
      topic,
      Array.from({ length: 500 }, () => ({ key: 'a', value: large, timestamp: String(timestampMs) })),
    );
  }
  const place = (offset: number) => ({ topic, partition: 0, offset, timestampMs });
  for (const offset of [0, 5, 2999, 5999]) await own.send(sinkLetter(place(offset), { key: 'a', value: 'x' }));
  await own.send(mappingLetter([place(3000), place(5000)]));

  const result = await own.ask(topic, { action: 'replay', all: true });

  expect(result).toMatchObject({ replayed: 5, records: 2005, failed: 0, left: 0 });
  const back = (await readMessages(topic, 8005)).slice(6000);
  const origins = [0, 5, 2999, ...Array.from({ length: 2001 }, (_, index) => 3000 + index), 5999];
  expect(back.map(({ headers }) => Number(headers['replay-offset']))).toEqual(origins);
});

test('two redrives at once lose nothing, and copies of a letter are replayed once', async () => {
  const { topic, places } = await topicWith(Array.from({ length: 40 }, () => message));
  for (const place of places) await own.send(sinkLetter(place, message));
  await own.send(sinkLetter(places[0] as never, message));

  const results = await Promise.all([1, 2].map(() => own.ask(topic, { action: 'replay', all: true })));

  expect(results.reduce((sum, { replayed }) => sum + replayed, 0)).toBeGreaterThanOrEqual(40);
  const back = (await readMessages(topic, 80)).slice(40);
  const origins = new Set(back.map(({ headers }) => headers['replay-offset']));
  expect(origins.size).toBe(40);
  await expect(own.letters()).resolves.toEqual([]);
});

test('when the audit cannot be written nothing is lost: the letter stays', async () => {
  const { topic, places } = await topicWith([message]);
  await own.send(sinkLetter(places[0] as never, message));
  const { audit } = own.ports(topic);
  const broken = { ...audit, write: async () => Promise.reject(new Error('the database is away')) };

  await expect(own.ask(topic, { action: 'replay', all: true }, { audit: broken })).rejects.toThrow('is away');

  await expect(own.letters()).resolves.toHaveLength(1);
  await expect(own.ask(topic, { action: 'replay', all: true })).resolves.toMatchObject({ replayed: 1 });
});

test('a letter that is not there is named', async () => {
  const { topic } = await topicWith([]);

  await expect(own.ask(topic, { action: 'replay', id: 'x-0-1' })).rejects.toThrow('no dead letter x-0-1');
});
