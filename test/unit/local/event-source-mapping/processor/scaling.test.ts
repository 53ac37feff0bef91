import fc from 'fast-check';
import {
  firstPollers,
  nextInvocations,
  nextPollers,
  onDemandScaling,
  provisionedScaling,
} from '../../../../../local/event-source-mapping/processor/scaling.ts';

const calm = { partitions: 12, waited: false, throttled: false };

test('provisioned pollers start with the fewest, those on demand with the most', () => {
  expect(firstPollers(provisionedScaling(2, 8, 8), 12)).toBe(2);
  expect(firstPollers(onDemandScaling(4), 12)).toBe(4);
});

test('there are never more pollers than partitions, and always one', () => {
  expect(firstPollers(provisionedScaling(5, 8, 8), 3)).toBe(3);
  expect(firstPollers(onDemandScaling(4), 0)).toBe(1);
  expect(
    nextPollers({ ...calm, pollers: 3, partitions: 3, waited: true, mostInFlight: 15 }, provisionedScaling(1, 10, 8)),
  ).toBe(3);
});

test('one more while batches wait, up to the most', () => {
  const scaling = provisionedScaling(1, 3, 8);

  expect(nextPollers({ ...calm, pollers: 1, waited: true, mostInFlight: 5 }, scaling)).toBe(2);
  expect(nextPollers({ ...calm, pollers: 3, waited: true, mostInFlight: 15 }, scaling)).toBe(3);
});

test('a provisioned poller with nothing to do is given up, down to the fewest', () => {
  const scaling = provisionedScaling(2, 8, 8);

  expect(nextPollers({ ...calm, pollers: 4, mostInFlight: 15 }, scaling)).toBe(3);
  expect(nextPollers({ ...calm, pollers: 4, mostInFlight: 16 }, scaling)).toBe(4);
  expect(nextPollers({ ...calm, pollers: 2, mostInFlight: 0 }, scaling)).toBe(2);
});

test('those on demand stay at rest, and are halved while the function throttles', () => {
  const scaling = onDemandScaling(8);

  expect(nextPollers({ ...calm, pollers: 8, mostInFlight: 0 }, scaling)).toBe(8);
  expect(nextPollers({ ...calm, pollers: 7, waited: true, throttled: true, mostInFlight: 7 }, scaling)).toBe(3);
  expect(nextPollers({ ...calm, pollers: 1, throttled: true, mostInFlight: 1 }, scaling)).toBe(1);
});

test('whatever the load, the number stays within its limits', () => {
  const load = fc.record({
    pollers: fc.integer({ min: 1, max: 50 }),
    partitions: fc.nat(50),
    waited: fc.boolean(),
    throttled: fc.boolean(),
    mostInFlight: fc.nat(250),
  });
  fc.assert(
    fc.property(load, fc.integer({ min: 1, max: 20 }), fc.nat(20), (now, minimum, more) => {
      const next = nextPollers(now, provisionedScaling(minimum, minimum + more, 8));

      expect(next).toBeLessThanOrEqual(Math.max(1, Math.min(minimum + more, now.partitions)));
      expect(next).toBeGreaterThanOrEqual(Math.min(minimum, Math.max(1, now.partitions)));
    }),
  );
});

describe('invocations at one time', () => {
  const scaling = provisionedScaling(1, 2, 2);
  const next = (current: number, looksWithoutEnd: number, { waited = true, machineLoad = 0.5 } = {}) =>
    nextInvocations(current, { waited, looksWithoutEnd, machineLoad }, scaling);
  const busy = { machineLoad: 0.95 };

  test('are as many as the machine is to bear, while they end', () => {
    expect([0, 1, 2].map((looks) => next(2, looks))).toEqual([2, 2, 2]);
  });

  test('are one more for each look after three without an end, up to those that the pollers are good for', () => {
    expect([next(2, 3), next(3, 4), next(10, 12)]).toEqual([3, 4, 10]);
  });

  test('are one more on a busy machine only after ten looks without an end', () => {
    expect([next(2, 3, busy), next(2, 9, busy), next(2, 10, busy)]).toEqual([2, 2, 3]);
  });

  test('stay more while batches wait, though they end again, and are as before once none waits', () => {
    expect(next(6, 0)).toBe(6);
    expect(next(6, 0, { waited: false })).toBe(2);
  });

  test('are one less for each look in which one ends on a busy machine, down to as many as it is to bear', () => {
    expect([next(6, 0, busy), next(2, 0, busy), next(6, 1, busy)]).toEqual([5, 2, 6]);
  });

  test('are never fewer than the machine is to bear', () => {
    expect(nextInvocations(8, { waited: true, looksWithoutEnd: 3, machineLoad: 0 }, provisionedScaling(1, 1, 8))).toBe(
      8,
    );
  });
});
