import fc from 'fast-check';
import {
  type Delivery,
  decideNext,
  expireRecords,
  type Outcome,
  type RetryPolicy,
} from '../../../../../local/event-source-mapping/sender/retry-policy.ts';
import { eventRecords, offsetsOf } from '../event-records.ts';

const patient: RetryPolicy = {
  retries: Number.POSITIVE_INFINITY,
  recordAgeMs: Number.POSITIVE_INFINITY,
  bisect: false,
};
const first: Delivery = { records: eventRecords(8), failures: 0, invocations: 0 };

/** Follows one delivery to its end, or for so many invocations. */
function follow(policy: RetryPolicy, outcomeOf: (delivery: Delivery) => Outcome, limit = 1000) {
  const pending = [first];
  const delivered: number[] = [];
  const givenUp: number[] = [];
  let invocations = 0;
  while (pending.length > 0 && invocations < limit) {
    const delivery = pending.shift() as Delivery;
    invocations += 1;
    const step = decideNext(delivery, outcomeOf(delivery), policy);
    delivered.push(...offsetsOf(step.delivered));
    givenUp.push(...offsetsOf(step.givenUp?.delivery.records ?? []));
    pending.unshift(...step.again);
  }
  return { invocations, delivered, givenUp, left: pending.flatMap(({ records }) => offsetsOf(records)) };
}

test('two retries are three invocations, then the records are given up', () => {
  const end = follow({ ...patient, retries: 2 }, () => ({ kind: 'failure' }));

  expect(end).toEqual({ invocations: 3, delivered: [], givenUp: offsetsOf(first.records), left: [] });
});

test('without a limit a batch that fails is never given up', () => {
  const end = follow(patient, () => ({ kind: 'failure' }), 100);

  expect(end).toMatchObject({ invocations: 100, delivered: [], givenUp: [], left: offsetsOf(first.records) });
});

test('bisecting isolates the one record that fails', () => {
  const poisoned = ({ records }: Delivery): Outcome => ({
    kind: records.some(({ offset }) => offset === 5) ? 'failure' : 'success',
  });

  const end = follow({ ...patient, retries: 1, bisect: true }, poisoned);

  expect(end.givenUp).toEqual([5]);
  expect(end.delivered).toEqual([0, 1, 2, 3, 4, 6, 7]);
});

test('after a partial failure only the records named are sent again', () => {
  const step = decideNext(first, { kind: 'partial-failure', failed: first.records.slice(5, 6) }, patient);

  expect(offsetsOf(step.delivered)).toEqual([0, 1, 2, 3, 4, 6, 7]);
  expect(step.again).toEqual([{ records: first.records.slice(5, 6), failures: 1, invocations: 1 }]);
});

test('what does not reach the function costs no retry', () => {
  const step = decideNext(first, { kind: 'unavailable' }, { ...patient, retries: 0 });

  expect(step).toEqual({ delivered: [], again: [first] });
});

test('a single record that the function cannot take is given up for its size', () => {
  const step = decideNext({ ...first, records: eventRecords(1) }, { kind: 'too-large' }, patient);

  expect(step.givenUp?.condition).toBe('MaximumPayloadSizeExceeded');
});

test('records older than the limit are taken out, in order', () => {
  const { expired, current } = expireRecords(first, { ...patient, recordAgeMs: 60_000 }, 61_003);

  expect(offsetsOf(expired)).toEqual([0, 1, 2]);
  expect(offsetsOf(current)).toEqual([3, 4, 5, 6, 7]);
});

test('whatever the outcomes, each record ends in exactly one place and none overtakes another on the way', () => {
  const kinds = fc.constantFrom<Outcome['kind']>('success', 'failure', 'partial-failure', 'too-large', 'unavailable');
  const policies = fc.record({
    retries: fc.integer({ min: 0, max: 3 }),
    recordAgeMs: fc.constant(Number.POSITIVE_INFINITY),
    bisect: fc.boolean(),
  });

  fc.assert(
    fc.property(
      policies,
      fc.array(kinds, { maxLength: 30 }),
      fc.integer({ min: 1, max: 3 }),
      (policy, script, step) => {
        const outcomes = [...script];
        const end = follow(policy, ({ records }) => {
          const kind = outcomes.shift() ?? 'success';
          const failed = records.filter(({ offset }) => offset % step === 0);
          if (kind !== 'partial-failure') return { kind };
          return failed.length > 0 ? { kind, failed } : { kind: 'success' };
        });

        expect([...end.delivered, ...end.givenUp].sort((a, b) => a - b)).toEqual(offsetsOf(first.records));
        expect(end.left).toEqual([]);
      },
    ),
  );
});
