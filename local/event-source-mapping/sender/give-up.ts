import type { Activity } from '../activity.ts';
import type { EventRecord } from '../record.ts';
import type { EventSource } from '../source.ts';
import type { Destination } from './destinations/destination.ts';
import type { FunctionAnswer } from './failure-record.ts';
import type { Delivery, GiveUpCondition } from './retry-policy.ts';

/** Records that are given up, with the function's last answer to them. */
export interface GivenUp {
  readonly delivery: Delivery;
  readonly condition: GiveUpCondition;
  readonly answer?: FunctionAnswer | undefined;
}

export interface GiveUpPorts {
  readonly functionArn: string;
  readonly source: EventSource;
  readonly serialise: (records: readonly EventRecord[]) => Buffer;
  readonly destination: Destination;
  readonly activity: Activity;
}

/**
 * Sends records that are given up to the on-failure destination, and says and counts what became of them.
 * @returns false when the signal ended it first: then nothing is decided, and they come again.
 */
export async function giveUp(
  { delivery, condition, answer }: GivenUp,
  { functionArn, source, serialise, destination, activity }: GiveUpPorts,
  signal: AbortSignal,
): Promise<boolean> {
  const { records, invocations } = delivery;
  const payloadBytes = serialise(records).length;
  const batch = { source, functionArn, condition, invocations, answer, records, payloadBytes };
  const taken = await destination.deliver(batch, signal);
  const refused = records.length - taken;
  if (refused > 0 && signal.aborted) return false;

  activity.counts.sentToDestination += taken;
  activity.counts.dropped += refused;
  const where = refused === 0 ? 'sent to the on-failure destination' : `given up, ${refused} of them DROPPED`;
  activity.warn(
    condition,
    `${records.length} records ${where} (${condition}), partition:offsets ${placesOf(records).join(' ')}`,
  );
  return true;
}

function placesOf(records: readonly EventRecord[]): string[] {
  return [...Map.groupBy(records, ({ partition }) => partition)].map(
    ([partition, own]) => `${partition}:${own[0]?.offset}..${own.at(-1)?.offset}`,
  );
}
