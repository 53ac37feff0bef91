import { setTimeout as wait } from 'node:timers/promises';
import type { Settings } from '../settings.ts';
import { topic, withKafkaAdmin } from './kafka-admin.ts';

const everyMs = 1000;

/** Reports how many records have come into the topic, until the work that brings them has ended. */
export async function reportPublished<Result>(
  settings: Settings,
  report: (line: string) => void,
  work: Promise<Result>,
): Promise<Result> {
  const ended = new AbortController();
  const reporting = withKafkaAdmin(settings, async (admin) => {
    const count = async () => (await admin.fetchTopicOffsets(topic)).reduce((sum, { high }) => sum + Number(high), 0);
    const before = await count();
    while (!ended.signal.aborted) {
      report(`${((await count()) - before).toLocaleString('en')} records published so far`);
      await wait(everyMs, undefined, { signal: ended.signal }).catch(() => undefined);
    }
  });
  // It only tells how far the work is: the work itself says what is wrong.
  reporting.catch(() => undefined);
  try {
    return await work;
  } finally {
    ended.abort();
    await reporting.catch(() => undefined);
  }
}
