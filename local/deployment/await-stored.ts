import { setTimeout as wait } from 'node:timers/promises';
import type { Settings } from '../settings.ts';
import { StartError } from '../start-error.ts';
import { functionLogCommand } from './aws-clients.ts';
import { countWaiting } from './count-waiting.ts';
import { topic, withKafkaAdmin } from './kafka-admin.ts';

/** No record taken for so long means that something is wrong. */
const stalledMs = 120_000;

/**
 * Waits until the sink function has been handed every record that is in the topic now.
 * @throws StartError when nothing moves any more, saying how many records wait.
 */
export async function awaitStored(
  settings: Settings,
  report: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  await withKafkaAdmin(settings, async (admin) => {
    const ends = await admin.fetchTopicOffsets(topic);
    let fewest = Number.POSITIVE_INFINITY;
    let movedAt = Date.now();
    for (;;) {
      signal.throwIfAborted();
      const waiting = await countWaiting(admin, ends);
      if (waiting === 0) return;
      if (waiting < fewest) [fewest, movedAt] = [waiting, Date.now()];
      if (Date.now() - movedAt > stalledMs) throw stalled(waiting);
      report(`${waiting.toLocaleString('en')} records to go`);
      await wait(250, undefined, { signal });
    }
  });
}

function stalled(waiting: number): StartError {
  return new StartError(
    `${waiting} records of ${topic} are not in the stores, and none moved for ${stalledMs / 1000} s. ` +
      `See npm run logs -- event-source-mapping, and ${functionLogCommand('users-sink')}`,
  );
}
