import type { ListResult } from '../../../../lambdas/redrive/list-letters.ts';
import type { ShownLetter } from '../../../../lambdas/redrive/show-letter.ts';
import { mappingLetter, sinkLetter } from '../../../support/pipeline/dead-letters.ts';
import { framed } from '../../../support/schemas/framed.ts';
import { ownRedrive, topicWith } from './own-redrive.ts';

const own = ownRedrive();
const text = '{"id":"no user"}';
const message = { key: 'a', value: framed(7, text), partition: 0, headers: { 'run-id': 'r1' } };

test('a list has every letter, counts them by reason, and leaves them where they are', async () => {
  const { topic, places } = await topicWith(Array.from({ length: 25 }, () => message));
  for (const place of places.slice(0, 23)) await own.send(sinkLetter(place, { key: 'a', value: text }));
  await own.send(mappingLetter(places.slice(23)));
  await own.send('hello');

  const list = await own.ask<ListResult>(topic, { action: 'list' });
  const few = await own.ask<ListResult>(topic, { action: 'list', limit: 3 });
  const again = await own.ask<ListResult>(topic, { action: 'list', reason: 'RetryAttemptsExhausted' });

  expect(list).toMatchObject({ queued: 25, complete: true });
  expect(list.reasons).toEqual({ INVALID_RECORD: 23, RetryAttemptsExhausted: 1, UNREADABLE: 1 });
  expect(list.letters).toHaveLength(25);
  expect(list.letters.find(({ id }) => id === `${topic}-0-0`)).toMatchObject({
    ...{ reason: 'INVALID_RECORD', message: 'id: is no user', key: { text: 'a' }, bytes: 16, replays: 0, records: 1 },
  });
  expect(few).toMatchObject({ queued: 25, complete: false });
  expect(few.letters).toHaveLength(3);
  expect(again.letters.map(({ id, records }) => [id, records])).toEqual([[`${topic}-0-23-24`, 2]]);
});

test('a letter is shown with its value, also one that is in S3, and the records of a batch', async () => {
  const { topic, places } = await topicWith([message, message, message]);
  const [first, second, third] = places as [never, never, never];
  const header = Buffer.from('r1').toString('base64');
  await own.putObject('large', Buffer.from([0xff, 0xfe]));
  const valueObject = { bucket: own.bucket, key: 'large', bytes: 2 };
  await own.send(sinkLetter(first, { key: 'a', value: text }, { headers: [['run-id', header]] }));
  await own.send(sinkLetter(second, { key: 'a', value: null }, { valueObject }));
  await own.send(mappingLetter([third]));
  const show = (offset: number) => own.ask<ShownLetter>(topic, { action: 'show', id: `${topic}-0-${offset}` });

  const [small, large, batch] = [await show(0), await show(1), await show(2)];

  expect(small.shown).toMatchObject([{ value: { text }, headers: [['run-id', { text: 'r1' }]] }]);
  expect(large).toMatchObject({ bytes: 2, shown: [{ value: { base64: '//4=' } }] });
  expect(batch.shown).toMatchObject([{ offset: 2, key: { text: 'a' }, schemaId: '7', value: { text } }]);
  await expect(own.letters()).resolves.toHaveLength(3);
});

test('a value in another bucket is not read', async () => {
  const { topic, places } = await topicWith([message]);
  const valueObject = { bucket: 'secrets', key: 'x', bytes: 2 };
  await own.send(sinkLetter(places[0] as never, { key: 'a', value: null }, { valueObject }));

  const shown = await own.ask<ShownLetter>(topic, { action: 'show', id: `${topic}-0-0` });

  expect(shown.shown).toMatchObject([{ value: null, valueError: expect.stringContaining('bucket secrets') }]);
});
