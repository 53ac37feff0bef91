import fc from 'fast-check';
import { readBatchResponse } from '../../../../../local/event-source-mapping/sender/batch-response.ts';
import { eventRecords, offsetsOf } from '../event-records.ts';

const batch = eventRecords(8);

function failures(...identifiers: unknown[]): string {
  return JSON.stringify({ batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })) });
}

test('only the records named have failed', () => {
  const verdict = readBatchResponse(failures({ partition: 't-0', offset: 5 }), 't', batch);

  expect('failed' in verdict && offsetsOf(verdict.failed)).toEqual([5]);
});

test.each([
  '',
  'null',
  '{}',
  '[]',
  '""',
  '{"batchItemFailures":[]}',
  '{"batchItemFailures":null}',
  '{"statusCode":200}',
])('the answer %j is a success', (payload) => {
  expect(readBatchResponse(payload, 't', batch)).toEqual({ failed: [] });
});

test.each([
  ['an offset that was not sent', failures({ partition: 't-0', offset: 99 })],
  ['a partition that was not sent', failures({ partition: 't-1', offset: 5 })],
  ['one unknown record among known ones', failures({ partition: 't-0', offset: 5 }, { partition: 't-0', offset: 99 })],
  ['an identifier in the form of other sources', failures('5')],
  ['an offset as text', failures({ partition: 't-0', offset: '5' })],
  ['no identifier', '{"batchItemFailures":[{}]}'],
  ['a list that is none', '{"batchItemFailures":"all"}'],
  ['another value', '"done"'],
  ['no JSON', '{"batchItem'],
])('%s makes the whole batch fail', (_, payload) => {
  expect(readBatchResponse(payload, 't', batch)).toHaveProperty('malformed');
});

test('no answer makes the reading throw, or names a record twice', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.anything().map((value) => `${JSON.stringify(value)}`),
      ),
      (payload) => {
        const verdict = readBatchResponse(payload, 't', batch);

        if ('failed' in verdict) expect(new Set(verdict.failed).size).toBe(verdict.failed.length);
      },
    ),
  );
});
