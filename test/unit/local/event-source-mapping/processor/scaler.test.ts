import { jest } from '@jest/globals';
import { Scaler } from '../../../../../local/event-source-mapping/processor/scaler.ts';
import {
  onDemandScaling,
  provisionedScaling,
  type ScalingLimits,
} from '../../../../../local/event-source-mapping/processor/scaling.ts';
import { InvocationSlots } from '../../../../../local/event-source-mapping/sender/invocation-slots.ts';

/** A scaler of slots that the test takes, with the load that the test says. */
function scaling(limits: ScalingLimits, partitions = 8) {
  const load = { partitions, throttles: 0, machine: 0.5 };
  const slots = new InvocationSlots(0, () => undefined);
  const scaler = new Scaler(
    limits,
    slots,
    () => load.partitions,
    () => load.throttles,
    () => load.machine,
  );
  return { scaler, slots, load };
}

/** Takes every slot there is. @returns how many. */
function takeAll(slots: InvocationSlots): number {
  while (slots.tryTake());
  return slots.taken;
}

afterEach(() => {
  jest.useRealTimers();
});

test('has one poller before anything is known', () => {
  expect(scaling(provisionedScaling(3, 9, 8)).scaler.pollers).toBe(1);
});

test('partitions that come or go set the pollers anew', () => {
  const { scaler, slots, load } = scaling(onDemandScaling(4));

  scaler.look();
  const first = { pollers: scaler.pollers, slots: takeAll(slots) };
  load.partitions = 2;
  scaler.look();

  expect(first).toEqual({ pollers: 4, slots: 4 });
  expect(scaler.pollers).toBe(2);
});

test('provisioned pollers have several invocations each, and one more comes while batches wait', () => {
  const { scaler, slots } = scaling(provisionedScaling(1, 3, 20));
  scaler.look();
  const first = takeAll(slots);

  scaler.look();
  const second = takeAll(slots);

  expect([first, second]).toEqual([5, 10]);
  expect(scaler.pollers).toBe(2);
});

test('no more invocations are under way than the machine is to bear, until none of them ends for three looks', () => {
  const { scaler, slots } = scaling(provisionedScaling(1, 3, 2));
  const atEachLook = (count: number) =>
    Array.from({ length: count }, () => {
      scaler.look();
      return takeAll(slots);
    });

  expect(atEachLook(6)).toEqual([2, 2, 2, 3, 4, 5]);
  while (slots.taken > 0) slots.give();
  expect(atEachLook(1)).toEqual([5]);
});

test('a poller without work goes', () => {
  const { scaler, slots } = scaling(provisionedScaling(1, 3, 20));
  scaler.look();
  takeAll(slots);
  scaler.look();

  while (slots.taken > 0) slots.give();
  scaler.look();
  scaler.look();

  expect(scaler.pollers).toBe(1);
});

test('throttles count once, when they are new', () => {
  const { scaler, load } = scaling(onDemandScaling(8));
  scaler.look();

  load.throttles = 3;
  scaler.look();
  const throttled = scaler.pollers;
  scaler.look();

  expect(throttled).toBe(4);
  expect(scaler.pollers).toBe(4);
});

test('looks at intervals until it is stopped', () => {
  jest.useFakeTimers();
  const { scaler } = scaling(onDemandScaling(4));

  scaler.start(1000);
  const before = scaler.pollers;
  jest.advanceTimersByTime(1000);
  const after = scaler.pollers;
  scaler.stop();

  expect([before, after]).toEqual([1, 4]);
  expect(jest.getTimerCount()).toBe(0);
});
