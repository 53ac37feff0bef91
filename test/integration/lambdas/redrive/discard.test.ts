import type { DiscardResult } from '../../../../lambdas/redrive/discard-letters.ts';
import type { RedrivePorts } from '../../../../lambdas/redrive/redrive.ts';
import { mappingLetter, type RecordPlace, sinkLetter } from '../../../support/pipeline/dead-letters.ts';
import { readMessages } from '../../../support/pipeline/read-messages.ts';
import { framed } from '../../../support/schemas/framed.ts';
import { ownRedrive, topicWith } from './own-redrive.ts';

const own = ownRedrive();
const message = { key: 'a', value: framed(7, '{"id":"no user"}'), partition: 0 };
/** Kafka is not asked: whoever does fails. */
const noKafka: Pick<RedrivePorts, 'withReader' | 'withProducer'> = {
  withReader: async () => Promise.reject(new Error('Kafka was read')),
  withProducer: async () => Promise.reject(new Error('Kafka was written to')),
};
const discard = (topic: string, event: object, ports: Partial<RedrivePorts> = {}) =>
  own.ask<DiscardResult>(topic, { action: 'discard', ...event }, { ...noKafka, ...ports });
const place = (topic: string, offset: number): RecordPlace => ({ topic, partition: 0, offset, timestampMs: 1 });

test('letters of every kind are noted and are gone, with their values in S3; their records stay in the topic', async () => {
  const { topic, places } = await topicWith([message]);
  const valueObject = { bucket: own.bucket, key: 'large', bytes: 16 };
  await own.putObject('large', Buffer.from('{"id":"no user"}'));
  const large = sinkLetter(places[0] as never, { key: 'a', value: null }, { valueObject, replays: 3 });
  await own.send(large);
  await own.send(mappingLetter([place(topic, 4), place(topic, 6)]));
  await own.send('hello');

  const result = await discard(topic, { all: true, requestedBy: 'me' });

  expect(result).toMatchObject({ dryRun: false, discarded: 3, records: 3, failed: 0, left: 0 });
  await expect(own.letters()).resolves.toEqual([]);
  await expect(readMessages(topic, 1)).resolves.toHaveLength(1);
  const rows = (await own.audit()).sort((a, b) => String(b.letter_id).localeCompare(String(a.letter_id)));
  expect(rows.filter(({ topic: of }) => of === topic)).toMatchObject([
    { letter_id: `${topic}-0-4-6`, record_offset: '4', records: 2, action: 'discarded', replays: 0 },
    { letter_id: `${topic}-0-0`, action: 'discarded', replays: 3, requested_by: 'me', request_id: 'request-1' },
  ]);
  expect(rows.filter(({ topic: of }) => of === null)).toMatchObject([
    { letter_id: expect.stringMatching(/^message-/), reason: 'UNREADABLE', action: 'discarded', records: 0 },
  ]);
  // The object went with its letter.
  await own.send(large);
  const shown = await own.ask<{ shown: unknown }>(topic, { action: 'show', id: `${topic}-0-0` });
  expect(shown.shown).toMatchObject([{ valueError: expect.stringContaining('cannot be read') }]);
});

test('of one id or one reason the others stay, and a dry run changes nothing', async () => {
  const topic = 'of-no-cluster';
  await own.send(sinkLetter(place(topic, 0), message));
  await own.send(sinkLetter(place(topic, 0), message));
  await own.send(sinkLetter(place(topic, 1), message, { reason: 'STORE_REFUSED' }));
  await own.send(sinkLetter(place(topic, 2), message));

  const tried = await discard(topic, { all: true, dryRun: true });
  expect(tried).toMatchObject({ dryRun: true, discarded: 3, records: 3 });
  await expect(own.letters()).resolves.toHaveLength(4);
  await expect(own.audit()).resolves.toEqual([]);

  await expect(discard(topic, { reason: 'INVALID_RECORD', skip: [`${topic}-0-2`] })).resolves.toMatchObject({
    ...{ discarded: 1, letters: [{ id: `${topic}-0-0`, action: 'discarded' }] },
  });
  await expect(discard(topic, { id: `${topic}-0-1` })).resolves.toMatchObject({ discarded: 1 });
  await expect(own.letters()).resolves.toEqual([expect.stringContaining('"offset":2')]);
  await expect(discard(topic, { id: `${topic}-0-1` })).rejects.toThrow(`no dead letter ${topic}-0-1`);
});

test('what comes later than the request, or its first try, is left', async () => {
  const topic = 'of-no-cluster';
  await own.send(sinkLetter(place(topic, 0), message));

  const before = new Date(Date.now() - 60_000).toISOString();

  await expect(discard(topic, { all: true, before })).resolves.toMatchObject({ discarded: 0, before });
  await expect(own.letters()).resolves.toHaveLength(1);
});

test('when it cannot be noted the letter stays', async () => {
  const topic = 'of-no-cluster';
  await own.send(sinkLetter(place(topic, 0), message));
  const { audit } = own.ports(topic);
  const broken = { ...audit, write: async () => Promise.reject(new Error('the database is away')) };

  await expect(discard(topic, { all: true }, { audit: broken })).rejects.toThrow('is away');

  await expect(own.letters()).resolves.toHaveLength(1);
  await expect(discard(topic, { all: true })).resolves.toMatchObject({ discarded: 1 });
});
