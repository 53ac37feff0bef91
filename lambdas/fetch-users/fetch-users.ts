import pLimit from 'p-limit';
import { toUser } from './api-user.ts';
import { type Page, planPages } from './plan-pages.ts';
import type { PublishUsers, UserRecord } from './publish-users.ts';
import type { FetchPage } from './random-user-api.ts';
import type { RunRequest } from './read-event.ts';
import type { OpenEncoder, RecordEncoder } from './record-encoder.ts';
import { keptRejections, type RunHistory } from './run-history.ts';

export interface FetchPorts {
  readonly fetchPage: FetchPage;
  readonly openEncoder: OpenEncoder;
  readonly publish: PublishUsers;
  readonly history: RunHistory;
  /** Told of each user that is left out. */
  readonly onRejected: (reason: string) => void;
  /** Told when a run that failed cannot even be kept as failed. */
  readonly onUnrecorded: (error: Error) => void;
}

/** What came of a run. */
export interface RunResult {
  readonly runId: string;
  readonly date: string;
  readonly attempt: number;
  readonly asked: number;
  readonly fetched: number;
  readonly published: number;
  /** Fetched, but no user that both stores can keep. */
  readonly rejected: number;
  readonly seconds: number;
}

/** Pages under way at once, each of them in memory as a whole. */
const concurrentPages = 3;

/**
 * Brings the users of a date into the topic. The API's seed follows from the date, so that running a date again gives
 * the same users, whose ids make the stores end up the same.
 * @throws the first error of a page, after the others have ended and the run was kept as failed.
 */
export async function fetchUsers(request: RunRequest, ports: FetchPorts, signal: AbortSignal): Promise<RunResult> {
  const begun = performance.now();
  const run = await ports.history.begin(request);
  const progress = { fetched: 0, published: 0, rejected: 0, rejections: [] as string[] };

  const doPage = async (page: Page, encoder: RecordEncoder, stop: AbortSignal) => {
    const values = await ports.fetchPage(`users-${request.date}`, page, stop);
    progress.fetched += values.length;
    const { records, rejections } = selectRecords(values, page, encoder);
    for (const rejection of rejections) ports.onRejected(rejection);
    progress.rejected += rejections.length;
    progress.rejections = [...progress.rejections, ...rejections].slice(0, keptRejections);
    await ports.publish(records, { runId: run.runId, schemaId: encoder.schemaId });
    progress.published += records.length;
  };

  try {
    // Before anybody is asked for users, who would be in vain without it.
    const encoder = await ports.openEncoder(signal);
    await forEachPage(planPages(request.users), (page, stop) => doPage(page, encoder, stop), signal);
  } catch (error) {
    await ports.history.end(run, progress, error as Error).catch(ports.onUnrecorded);
    throw error;
  }
  await ports.history.end(run, progress);
  const { rejections, ...counts } = progress;
  const seconds = Math.round(performance.now() - begun) / 1000;
  return { ...run, date: request.date, asked: request.users, ...counts, seconds };
}

/** Rejects with the first failure once no page is under way any more; the failure ends the others. */
async function forEachPage(
  pages: readonly Page[],
  work: (page: Page, stop: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const failed = new AbortController();
  const stop = AbortSignal.any([signal, failed.signal]);
  const limit = pLimit(concurrentPages);
  await Promise.allSettled(
    pages.map((page) =>
      limit(async () => {
        if (stop.aborted) return;
        await work(page, stop).catch((error: unknown) => failed.abort(error));
      }),
    ),
  );
  stop.throwIfAborted();
}

function selectRecords(values: readonly unknown[], page: Page, encoder: RecordEncoder) {
  const records: UserRecord[] = [];
  const rejections: string[] = [];
  for (const [index, value] of values.entries()) {
    try {
      const user = toUser(value);
      records.push({ id: user.id, value: encoder.encode(user) });
    } catch (error) {
      rejections.push(`user ${index + 1} of page ${page.number}: ${(error as Error).message}`);
    }
  }
  return { records, rejections };
}
