import { Activity } from '../../../../../local/event-source-mapping/activity.ts';
import type { EventRecord } from '../../../../../local/event-source-mapping/record.ts';
import type { Destination } from '../../../../../local/event-source-mapping/sender/destinations/destination.ts';
import { InvocationSlots } from '../../../../../local/event-source-mapping/sender/invocation-slots.ts';
import { Sender } from '../../../../../local/event-source-mapping/sender/sender.ts';
import { eventRecords, offsetsOf, selfManaged } from '../event-records.ts';

/** A sender that gives up three records, and what came of it. */
function givingUp(deliver: Destination['deliver']) {
  const activity = new Activity(() => undefined);
  const slots = new InvocationSlots(1, () => undefined);
  const sender = new Sender(
    {
      functionArn: 'arn',
      source: selfManaged,
      retryPolicy: { retries: 0, recordAgeMs: Number.POSITIVE_INFINITY, bisect: false },
      readsBatchResponse: false,
      backoff: { firstMs: 0, maxMs: 0 },
    },
    {
      invoke: async () => ({ kind: 'too-large' }),
      serialise: () => Buffer.from('{}'),
      destination: { deliver, close: async () => undefined },
      slots,
      activity,
    },
  );
  const resolved: EventRecord[] = [];
  const watch = { isOwned: () => true, resolved: (records: readonly EventRecord[]) => resolved.push(...records) };
  slots.tryTake();
  const ended = sender.refuse(eventRecords(3), 'MaximumPayloadSizeExceeded', watch);
  return { sender, activity, resolved, ended };
}

test('records are counted by what became of them when the destination took only some', async () => {
  const { activity, resolved, ended } = givingUp(async () => 2);

  await ended;

  expect(activity.counts).toMatchObject({ sentToDestination: 2, dropped: 1 });
  expect(offsetsOf(resolved)).toEqual([0, 1, 2]);
});

test('records that still wait for the destination when polling ends are neither counted nor resolved', async () => {
  const aborted = (signal: AbortSignal) => new Promise((resolve) => signal.addEventListener('abort', resolve));
  const { sender, activity, resolved, ended } = givingUp(async (_, signal) => {
    await aborted(signal);
    return 1;
  });

  sender.drain();
  await ended;

  expect(activity.counts).toMatchObject({ sentToDestination: 0, dropped: 0 });
  expect(resolved).toEqual([]);
});
