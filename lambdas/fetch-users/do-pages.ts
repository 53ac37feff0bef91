import pLimit from 'p-limit';
import type { Page } from './plan-pages.ts';
import type { PublishUsers } from './publish-users.ts';
import type { OpenEncoder, RecordEncoder } from './record-encoder.ts';
import type { Counts, Run, RunHistory } from './run-history.ts';
import { selectRecords } from './select-records.ts';
import type { UserSource } from './user-source.ts';

export interface PagePorts extends UserSource {
  readonly openEncoder: OpenEncoder;
  readonly publish: PublishUsers;
  readonly history: RunHistory;
  /** Told of each user that is left out. */
  readonly onRejected: (reason: string) => void;
  /** Told of each page that is done. */
  readonly onPage: (counts: Counts) => void;
}

/** Pages under way at once, each of them in memory as a whole. */
const concurrentPages = 3;

/**
 * Does pages of a run: a page is done when its records are published and the history has it.
 * @param last none is begun after it @param stop ends those under way
 * @returns how many are finished, and the first failure, once no page is under way any more; it has ended the others.
 */
export async function doPages(
  pages: readonly Page[],
  { run, date }: { readonly run: Run; readonly date: string },
  ports: PagePorts,
  { last, stop }: { readonly last: AbortSignal; readonly stop: AbortSignal },
): Promise<{ readonly finished: number; readonly error: unknown }> {
  const failed = new AbortController();
  const end = AbortSignal.any([stop, failed.signal]);
  const limit = pLimit(concurrentPages);
  let finished = 0;
  const doPage = async (page: Page, encoder: RecordEncoder) => {
    const values = await ports.fetchPage(date, page, end);
    const { records, rejections } = selectRecords(values, page, ports.toUser, encoder);
    for (const rejection of rejections) ports.onRejected(rejection);
    await ports.publish(records, { runId: run.runId, schemaId: encoder.schemaId }, end);
    const counts = { fetched: values.length, published: records.length, rejected: rejections.length };
    await ports.history.keepPage(run, page, { ...counts, rejections });
    ports.onPage(counts);
    finished += 1;
  };
  // Before anybody is asked for users, who would be in vain without it.
  const encoder = await ports.openEncoder(end);
  await Promise.all(
    pages.map((page) =>
      limit(async () => {
        if (last.aborted || end.aborted) return;
        await doPage(page, encoder).catch((error: unknown) => failed.abort(error));
      }),
    ),
  );
  return { finished, error: end.aborted ? end.reason : undefined };
}
