import { encodeUser } from '../../../../lambdas/core/user.ts';
import { toUser } from '../../../../lambdas/fetch-users/api-user.ts';
import type { Ending, FetchPorts } from '../../../../lambdas/fetch-users/fetch-users.ts';
import type { Page } from '../../../../lambdas/fetch-users/plan-pages.ts';
import type { RecordOrigin, UserRecord } from '../../../../lambdas/fetch-users/publish-users.ts';
import type { Continuation, RunRequest } from '../../../../lambdas/fetch-users/read-event.ts';
import type { Counts, PageOutcome, Run, RunHistory, RunRecord } from '../../../../lambdas/fetch-users/run-history.ts';
import { type ApiUser, sampleApiUser } from './sample-api-user.ts';

export const run: Run = { runId: '2026-01-31.4', owner: 'this one' };

const never = new AbortController().signal;

/** An invocation with all the time in the world. */
export const inTime: Ending = { last: never, deadline: never };

/** Ports that keep what they are told; a test replaces those that it wants to behave otherwise. */
export function fakePorts(replaced: Partial<FetchPorts> = {}, history: Partial<RunHistory> = {}) {
  const told = {
    begun: [] as RunRequest[],
    runs: [] as string[],
    pages: [] as { page: Page; outcome: PageOutcome }[],
    handedOver: [] as number[],
    succeeded: 0,
    failed: [] as Error[],
    published: [] as { records: readonly UserRecord[]; origin: RecordOrigin }[],
    wentOn: [] as Continuation[],
    counted: [] as Counts[],
    rejected: [] as string[],
    unrecorded: [] as Error[],
  };
  const record = (state: RunRecord['state']): RunRecord => {
    const sum = (name: keyof Counts) => told.pages.reduce((total, { outcome }) => total + outcome[name], 0);
    const counts = { fetched: sum('fetched'), published: sum('published'), rejected: sum('rejected') };
    const asked = told.begun[0]?.users ?? 0;
    return { runId: run.runId, date: told.begun[0]?.date ?? '', attempt: 4, asked, state, ...counts, total: counts };
  };
  const ports: FetchPorts = {
    fetchPage: async (_, { number }) => [apiUser(number, 1), apiUser(number, 2)],
    toUser,
    openEncoder: async () => ({ schemaId: '7', encode: encodeUser }),
    publish: async (records, origin) => void told.published.push({ records, origin }),
    goOn: async (_, continues) => void told.wentOn.push(continues),
    history: {
      begin: async (request) => {
        told.begun.push(request);
        return { run, done: [] };
      },
      renew: async () => true,
      keepPage: async (_, page, outcome) => void told.pages.push({ page, outcome }),
      handOver: async (_, number) => {
        told.handedOver.push(number);
        return record('continued');
      },
      succeed: async () => {
        told.succeeded += 1;
        const ended = record('succeeded');
        return ended.rejected > 0 ? { ...ended, state: 'degraded' } : ended;
      },
      fail: async (_, error) => void told.failed.push(error),
      ...history,
    },
    onBegun: ({ runId }) => void told.runs.push(runId),
    onRejected: (reason) => void told.rejected.push(reason),
    onPage: (counts) => void told.counted.push(counts),
    onUnrecorded: (error) => void told.unrecorded.push(error),
    onUnrenewed: () => undefined,
    ...replaced,
  };
  return { ports, told };
}

/** A user that differs from all others by its page and its place there. */
export function apiUser(page: number, place: number): ApiUser {
  return { ...sampleApiUser, login: { uuid: idOf(page, place), username: `user ${page}.${place}` } };
}

export function idOf(page: number, place: number): string {
  return `3f1c2a54-8f0b-4c7e-${8000 + page}-${String(place).padStart(12, '0')}`;
}
