import { awsDestination } from '../../../../../../local/event-source-mapping/sender/destinations/aws-destination.ts';
import { givenUpBatch } from './given-up-batch.ts';

const rules = {
  destination: 'arn',
  backoff: { firstMs: 0, maxMs: 0 },
  log: () => undefined,
  onFailure: () => undefined,
};

/** A destination whose service answers with these statuses, one after the other, and then takes what comes. */
function answering(...statuses: number[]) {
  const prepared: number[] = [];
  const destination = awsDestination((batch) => {
    prepared.push(batch.records.length);
    return async () => {
      const httpStatusCode = statuses.shift();
      if (httpStatusCode !== undefined) throw Object.assign(new Error('no'), { $metadata: { httpStatusCode } });
    };
  }, rules);
  return { destination, prepared };
}

test('a service that fails gets the same message again', async () => {
  const { destination, prepared } = answering(500, 503, 429);

  const taken = await destination.deliver(givenUpBatch, new AbortController().signal);

  expect(taken).toBe(2);
  expect(prepared).toEqual([2]);
});

test.each([301, 400, 403, 404])('status %i is a refusal of all', async (status) => {
  const { destination } = answering(status);

  expect(await destination.deliver(givenUpBatch, new AbortController().signal)).toBe(0);
});
