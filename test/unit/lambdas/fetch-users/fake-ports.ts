import { encodeUser } from '../../../../lambdas/core/user.ts';
import type { FetchPorts } from '../../../../lambdas/fetch-users/fetch-users.ts';
import type { RecordOrigin, UserRecord } from '../../../../lambdas/fetch-users/publish-users.ts';
import type { RunRequest } from '../../../../lambdas/fetch-users/read-event.ts';
import type { Progress, Run } from '../../../../lambdas/fetch-users/run-history.ts';
import { type ApiUser, sampleApiUser } from './sample-api-user.ts';

/** Ports that keep what they are told; a test replaces those that it wants to behave otherwise. */
export function fakePorts(replaced: Partial<FetchPorts> = {}) {
  const told = {
    begun: [] as RunRequest[],
    ended: [] as { run: Run; progress: Progress; error?: Error }[],
    published: [] as { records: readonly UserRecord[]; origin: RecordOrigin }[],
    rejected: [] as string[],
    unrecorded: [] as Error[],
  };
  const ports: FetchPorts = {
    fetchPage: async (_, { number }) => [apiUser(number, 1), apiUser(number, 2)],
    openEncoder: async () => ({ schemaId: '7', encode: encodeUser }),
    publish: async (records, origin) => void told.published.push({ records, origin }),
    history: {
      begin: async (request) => {
        told.begun.push(request);
        return { runId: `${request.date}.4`, attempt: 4 };
      },
      end: async (run, { ...progress }, error) => void told.ended.push({ run, progress, error }),
    },
    onRejected: (reason) => void told.rejected.push(reason),
    onUnrecorded: (error) => void told.unrecorded.push(error),
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
