import { readLetter } from '../../../../lambdas/redrive/letter.ts';
import { mappingLetter, sinkLetter } from '../../../support/pipeline/dead-letters.ts';

const place = { topic: 'users-created', partition: 3, offset: 41, timestampMs: 1_700_000_000_000 };
const read = (body: string) => readLetter({ messageId: 'm1', receipt: 'r1', body, sentMs: 0 });

test("a letter of the sink is known by its record's place", () => {
  const body = sinkLetter(place, { key: 'a', value: '{}' }, { replays: 2 });

  expect(read(body)).toMatchObject({
    ...{ kind: 'record', id: 'users-created-3-41', reason: 'INVALID_RECORD', records: 1, bytes: 2, replays: 2 },
    ranges: [{ topic: 'users-created', partition: 3, first: 41, last: 41, timestampMs: place.timestampMs }],
  });
});

test('a letter of the mapping is known by its ranges', () => {
  const places = [place, { ...place, offset: 44 }, { ...place, partition: 1 }];

  expect(read(mappingLetter(places))).toMatchObject({
    ...{ kind: 'batch', id: 'users-created-3-41-44+users-created-1-41', reason: 'RetryAttemptsExhausted', records: 3 },
    ranges: [
      { topic: 'users-created', partition: 3, first: 41, last: 44 },
      { topic: 'users-created', partition: 1, first: 41, last: 41, timestampMs: place.timestampMs },
    ],
  });
});

test.each([
  ['text', 'hello'],
  ['a letter of another format', JSON.stringify({ deadLetter: 2 })],
  ['a letter whose key is no base64', sinkLetter(place, { value: null }, { key: '%' })],
  ['a batch without records', mappingLetter([place]).replace(/"recordsInfo":\{.*?\}\}/, '"recordsInfo":{}')],
  [
    'a range that ends before it begins',
    mappingLetter([place]).replace('"lastRecordOffset":"41"', '"lastRecordOffset":"4"'),
  ],
])('%s is kept as what it is', (_, body) => {
  expect(read(body)).toMatchObject({ kind: 'unreadable', id: 'message-m1', reason: 'UNREADABLE', ranges: [], body });
});
