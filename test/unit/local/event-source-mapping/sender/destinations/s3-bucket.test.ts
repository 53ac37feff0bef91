import {
  failureObject,
  objectKey,
} from '../../../../../../local/event-source-mapping/sender/destinations/s3-bucket.ts';
import { failureRecord } from '../../../../../../local/event-source-mapping/sender/failure-record.ts';
import { givenUpBatch } from './given-up-batch.ts';

const nowMs = Date.parse('2019-11-14T00:38:06.021Z');

test('an object has all that a queue gets, and the event as text', () => {
  const event = '{"eventSource":"aws:kafka"}';

  expect(failureObject(givenUpBatch, event, 'unused', nowMs)).toEqual({
    ...failureRecord(givenUpBatch, 'unused', nowMs),
    payload: event,
  });
});

test('an object is found by mapping and day, whatever the time zone here', () => {
  expect(objectKey('mapping', 'id', nowMs)).toBe('aws/lambda/mapping/2019/11/14/2019-11-14T00.38.06-id');
});
