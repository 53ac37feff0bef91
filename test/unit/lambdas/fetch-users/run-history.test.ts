import { jest } from '@jest/globals';
import pg from 'pg';
import { ApiError } from '../../../../lambdas/core/errors.ts';
import { postgresRunHistory } from '../../../../lambdas/fetch-users/run-history.ts';

const request = { date: '2026-01-31', users: 1000, trigger: 'manual' } as const;
const run = { runId: '2026-01-31.2', attempt: 2 };
const progress = { fetched: 10, published: 9, rejected: 1, rejections: ['user 3 of page 1: email: "missing"'] };

/** The part of a pool that is used: fails with the errors given, one for each query, and then answers. */
function fakePool(failures: readonly Error[], rows: readonly object[] = []) {
  const left = [...failures];
  const queries: { text: string; values: unknown[] }[] = [];
  const query = async (text: string, values: unknown[]) => {
    queries.push({ text, values });
    const failure = left.shift();
    if (failure) throw failure;
    return { rows };
  };
  return { queries, history: postgresRunHistory({ query } as unknown as Pick<pg.Pool, 'query'>) };
}

function databaseError(code: string): pg.DatabaseError {
  const error = new pg.DatabaseError(`refused with ${code}`, 0, 'error');
  error.code = code;
  return error;
}

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

/** The outcome of the work with every wait passed over. */
async function settle<Result>(work: Promise<Result>): Promise<PromiseSettledResult<Result>> {
  const [settled] = await Promise.all([Promise.allSettled([work]), jest.runAllTimersAsync()]);
  return settled[0];
}

test('a run begins with the number that the database gives it', async () => {
  const { queries, history } = fakePool([], [{ run_id: '2026-01-31.2', attempt: 2 }]);

  await expect(history.begin(request)).resolves.toEqual(run);
  expect(queries.map(({ values }) => values)).toEqual([['2026-01-31', 'manual', 1000]]);
});

test('a run that succeeded ends with its counts and no error', async () => {
  const { queries, history } = fakePool([]);

  await history.end(run, progress);

  const rejections = '["user 3 of page 1: email: \\"missing\\""]';
  expect(queries.map(({ values }) => values)).toEqual([[run.runId, 'succeeded', 10, 9, 1, rejections, null]]);
});

test('a run that failed ends with the error’s name and message', async () => {
  const { queries, history } = fakePool([]);

  await history.end(run, progress, new ApiError('page 2 answered 500.', { retryable: true }));

  expect(queries[0]?.values.slice(0, 2)).toEqual([run.runId, 'failed']);
  expect(queries[0]?.values.at(-1)).toBe('ApiError: page 2 answered 500.');
});

test('values go to the database beside the statement, never in it', async () => {
  const { queries, history } = fakePool([]);

  await history.end(run, progress, new Error(`'; DROP TABLE pipeline_runs; --`));

  expect(queries[0]?.text).not.toContain('DROP');
  expect(queries[0]?.values.at(-1)).toContain('DROP');
});

test.each([
  ['another run took the number', databaseError('23505')],
  ['the connection broke', new Error('Connection terminated unexpectedly')],
  ['the server says that the connection is gone', databaseError('08006')],
  ['the transaction was in another’s way', databaseError('40001')],
  ['the server has no connection left', databaseError('53300')],
  ['the server is shutting down', databaseError('57P01')],
  ['the server has become a standby', databaseError('25006')],
  ['the token has just expired', databaseError('28P01')],
])('where %s, the query is tried again', async (_, failure) => {
  const { queries, history } = fakePool([failure], [{ run_id: '2026-01-31.2', attempt: 2 }]);

  const outcome = await settle(history.begin(request));

  expect(outcome).toEqual({ status: 'fulfilled', value: run });
  expect(queries).toHaveLength(2);
  expect(queries[1]).toEqual(queries[0]);
});

test.each(['42601', '42P01', '23514', '22008'])('what the server refuses with %s stays refused', async (code) => {
  const failure = databaseError(code);
  const { queries, history } = fakePool([failure]);

  const outcome = await settle(history.end(run, progress));

  expect(outcome).toEqual({ status: 'rejected', reason: failure });
  expect(queries).toHaveLength(1);
});

test('a database that stays away is given up after ten attempts, with its last error', async () => {
  const failures = Array.from({ length: 12 }, (_, index) => new Error(`away ${index + 1}`));
  const { queries, history } = fakePool(failures);

  const outcome = await settle(history.begin(request));

  expect(outcome).toEqual({ status: 'rejected', reason: failures[9] });
  expect(queries).toHaveLength(10);
});
