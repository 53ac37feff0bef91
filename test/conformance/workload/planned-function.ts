import { setTimeout as wait } from 'node:timers/promises';
import type { MSKEvent } from 'aws-lambda';
import { type RecordedFunction, type Reply, recordsOf } from '../../support/event-source-mapping/recorded-function.ts';
import { type Invocation, placeName, type RecordPlace } from './history.ts';
import type { Behaviour, PlannedRecord } from './scenario.ts';

/** The function's timeout. It ends at the latest then, and the poller may know a little earlier than the test. */
export const timeoutSeconds = 3;
const hangMs = timeoutSeconds * 1000 + 500;
const surelyRunningMs = 1000;

interface Ending {
  readonly failed: readonly RecordPlace[];
  readonly reply: Reply;
}

/** Lets a function do with each record as planned, and notes its invocations. */
export function playPlan(
  recorded: RecordedFunction,
  { topic, readsFailures }: { readonly topic: string; readonly readsFailures: boolean },
  planOf: (place: RecordPlace) => PlannedRecord | undefined,
): Invocation[] {
  const invocations: Invocation[] = [];
  const done = new Map<string, number>();

  /** Whether the record still misbehaves; each time it does is counted. */
  const misbehaves = (place: RecordPlace, times: number): boolean => {
    const name = placeName(place);
    const before = done.get(name) ?? 0;
    if (before >= times) return false;
    done.set(name, before + 1);
    return true;
  };

  recorded.reply = async (event: MSKEvent) => {
    const startedAt = Date.now();
    const records: RecordPlace[] = recordsOf([event]).map(({ partition, offset }) => ({ partition, offset }));
    const behaviours = records.map((place) => ({ place, behaviour: planOf(place)?.behaviour }));
    const of = <Kind extends Behaviour['kind']>(kind: Kind) =>
      behaviours.filter(
        (one): one is { place: RecordPlace; behaviour: Extract<Behaviour, { kind: Kind }> } =>
          one.behaviour?.kind === kind,
      );

    const end = (ending: Ending, endedAt = Date.now()) => {
      invocations.push({ startedAt, endedAt, records, failed: ending.failed });
      return ending.reply;
    };
    await wait(Math.max(0, ...of('slow').map(({ behaviour }) => behaviour.ms)));
    if (of('hangs').some(({ place }) => misbehaves(place, 1))) {
      // Noted at once: by when it would end here, all may be committed and the history told.
      const reply = end({ failed: records, reply: {} }, startedAt + surelyRunningMs);
      await wait(hangMs);
      return reply;
    }
    if (of('throws').some(({ place, behaviour }) => misbehaves(place, behaviour.times))) {
      return end({ failed: records, reply: { error: 'as planned' } });
    }
    if (!readsFailures) return end({ failed: [], reply: {} });

    const named = of('named').filter(({ place, behaviour }) => misbehaves(place, behaviour.times));
    const identifiers = named.map(({ place: { partition, offset } }) => ({
      partition: `${topic}-${partition}`,
      offset,
    }));
    const misnamed = of('misnamed').some(({ place }) => misbehaves(place, 1));
    if (misnamed) identifiers.push({ partition: `${topic}-0`, offset: -1 });
    const reply = { value: { batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })) } };
    return end({ failed: misnamed ? records : named.map(({ place }) => place), reply });
  };
  return invocations;
}
