import { randomUUID } from 'node:crypto';
import { replayHeaders } from '../../../../lambdas/core/replay.ts';
import { deadLetterPorts } from '../../../../lambdas/sink-users/dead-letter-ports.ts';
import type { EventRecord } from '../../../../lambdas/sink-users/kafka-event.ts';
import { deadLetterSender } from '../../../../lambdas/sink-users/send-dead-letters.ts';
import { ownDeadLetters } from './own-dead-letters.ts';
import { aRecord } from './sink.ts';

const letters = ownDeadLetters();

function send(records: readonly EventRecord[], ports = letters.ports(), timeoutMs = 20_000) {
  const poison = records.map((record) => ({
    place: { partition: `${record.topic}-${record.partition}`, offset: record.offset },
    record,
    reason: 'INVALID_RECORD' as const,
    message: 'email: is missing',
  }));
  return deadLetterSender(ports, 'request-1')(poison, AbortSignal.timeout(timeoutMs));
}

const bytesOf = (text: string) => [...new Int8Array(Buffer.from(text))];

test('a letter says all that its record did, and why and when it was given up', async () => {
  const replay = { partition: 2, offset: 5, timestampMs: 1_600_000_000_000, count: 3 };
  const headers = [
    { 'run-id': bytesOf('2026-01-31.1') },
    { é: [-1, 0, 127, -128] },
    ...Object.entries(replayHeaders(replay)).map(([name, text]) => ({ [name]: bytesOf(text) })),
  ];
  const valueSchemaMetadata = { dataFormat: 'JSON', schemaId: '7' };

  await expect(send([{ ...aRecord(12, 'key', 'no user'), headers, valueSchemaMetadata }])).resolves.toEqual([]);

  const base64 = (text: string) => Buffer.from(text).toString('base64');
  expect((await letters.take()).get(12)).toEqual({
    deadLetter: 1,
    reason: 'INVALID_RECORD',
    message: 'email: is missing',
    topic: 'users_created',
    partition: 0,
    offset: 12,
    timestamp: 1_700_000_000_000,
    key: base64('key'),
    value: base64('no user'),
    headers: [
      ['run-id', base64('2026-01-31.1')],
      ['é', Buffer.from([255, 0, 127, 128]).toString('base64')],
      ...Object.entries(replayHeaders(replay)).map(([name, text]) => [name, base64(text)]),
    ],
    schema: valueSchemaMetadata,
    replays: 3,
    requestId: 'request-1',
    failedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
  });
});

test('a tombstone has no value, and no object either', async () => {
  await send([aRecord(3, 'no id', null)]);

  expect((await letters.take()).get(3)).toMatchObject({ value: null });
  await expect(letters.objects()).resolves.toEqual([]);
});

test('the value of a large record is an object, which a second delivery writes again', async () => {
  const value = Buffer.alloc(900_000, 'é');

  await send([aRecord(21, 'key', value)]);
  const first = (await letters.take()).get(21);
  await send([aRecord(21, 'key', value)]);
  const second = (await letters.take()).get(21);

  const key = 'users_created/0/21-1700000000000';
  const valueObject = { bucket: letters.bucket, key, bytes: 900_000 };
  expect([first, second]).toMatchObject([
    { value: null, valueObject },
    { value: null, valueObject },
  ]);
  expect((await letters.bytesOf(second))?.equals(value)).toBe(true);
  await expect(letters.objects()).resolves.toEqual([key]);
});

test('letters of all sizes come through together, each once', async () => {
  const sizes = [10, 100_000, 190_000, 197_000, 50_000, 400_000, 1, 120_000, 90_000, 3, 196_300, 60_000];
  const records = sizes.map((size, offset) => aRecord(offset, randomUUID(), Buffer.alloc(size, offset)));

  await expect(send(records)).resolves.toEqual([]);

  const taken = await letters.take();
  expect(taken.size).toBe(sizes.length);
  for (const [offset, size] of sizes.entries()) {
    expect((await letters.bytesOf(taken.get(offset)))?.equals(Buffer.alloc(size, offset))).toBe(true);
  }
});

test('a record whose key and headers alone are too large keeps its place and its value', async () => {
  const record = { ...aRecord(31, 'k'.repeat(200_000), 'no user'), headers: [{ h: bytesOf('x'.repeat(300_000)) }] };

  await expect(send([record])).resolves.toEqual([]);

  const letter = (await letters.take()).get(31);
  expect(letter).toMatchObject({ key: null, headers: [], message: expect.stringContaining('too large for a letter') });
  await expect(letters.bytesOf(letter)).resolves.toEqual(Buffer.from('no user'));
});

test('what no message of SQS may hold does not keep a letter back', async () => {
  const headers = [{ '\ufffe\uffff\u0001\ud800': bytesOf('x') }];

  await expect(send([{ ...aRecord(41, '\uffff', '\0'), headers, timestamp: Number.NaN }])).resolves.toEqual([]);

  const letter = (await letters.take()).get(41);
  expect(letter).toMatchObject({ headers: [['\ufffe\uffff\u0001\ud800', expect.any(String)]], timestamp: 0 });
});

test('5000 letters take seconds', async () => {
  const begun = performance.now();

  await expect(send(Array.from({ length: 5000 }, (_, offset) => aRecord(offset, 'key', 'no user')))).resolves.toEqual(
    [],
  );

  expect(performance.now() - begun).toBeLessThan(20_000);
  expect((await letters.take()).size).toBe(5000);
}, 120_000);

describe('a letter that cannot be written has failed, with the reason', () => {
  const place = { partition: 'users_created-0', offset: 1 };

  test('where the queue is missing', async () => {
    const ports = deadLetterPorts({ queueUrl: `${letters.queueUrl}-not`, bucket: letters.bucket });

    const reason = expect.stringMatching(/^dead letters: .*queue does not exist/);
    await expect(send([aRecord(1, 'key', 'no user')], ports)).resolves.toEqual([{ place, reason }]);
  });

  test('where the bucket is missing, and the other letters are sent', async () => {
    const ports = deadLetterPorts({ queueUrl: letters.queueUrl, bucket: `${letters.bucket}-not` });

    const failed = await send([aRecord(1, 'key', Buffer.alloc(300_000)), aRecord(2, 'key', 'no user')], ports);

    expect(failed).toEqual([{ place, reason: expect.stringMatching(/^dead letters: .*bucket does not exist/) }]);
    expect([...(await letters.take()).keys()]).toEqual([2]);
  });

  test('where the queue is away', async () => {
    process.env.AWS_ENDPOINT_URL_SQS = 'http://127.0.0.1:1';
    const failed = await send([aRecord(1, 'key', 'no user')]);
    delete process.env.AWS_ENDPOINT_URL_SQS;

    expect(failed).toEqual([{ place, reason: expect.stringContaining('ECONNREFUSED 127.0.0.1:1') }]);
  });

  test('where the deadline comes first', async () => {
    await expect(send([aRecord(1, 'key', 'no user')], letters.ports(), 0)).resolves.toEqual([
      { place, reason: expect.stringMatching(/^dead letters: .*timeout/) },
    ]);
  });
});
