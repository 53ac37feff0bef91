import { jest } from '@jest/globals';
import pg from 'pg';
import { ApiError, RunLostError } from '../../../../lambdas/core/errors.ts';
import { postgresRunHistory } from '../../../../lambdas/fetch-users/postgres-run-history.ts';

const run = { runId: '2026-01-31.2', owner: 'this one' };
const page = { number: 1, size: 30 };

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

test('values go to the database beside the statement, never in it', async () => {
  const { queries, history } = fakePool([]);

  await history.fail(run, new ApiError(`'; DROP TABLE pipeline_runs; --`, { retryable: false }));

  expect(queries[0]?.text).not.toContain('DROP');
  expect(queries[0]?.values).toEqual([run.runId, run.owner, `ApiError: '; DROP TABLE pipeline_runs; --`]);
});

test('of a page’s rejections the first 20 are kept', async () => {
  const { queries, history } = fakePool([], [{}]);
  const rejections = Array.from({ length: 30 }, (_, index) => `user ${index + 1}`);

  await history.keepPage(run, page, { fetched: 30, published: 0, rejected: 30, rejections });

  expect(queries[0]?.values.slice(0, -1)).toEqual([run.runId, run.owner, 1, 30, 30, 0, 30]);
  expect(JSON.parse(String(queries[0]?.values.at(-1)))).toEqual(rejections.slice(0, 20));
});

test('what is not this owner’s any more is not written, and not tried again', async () => {
  const { queries, history } = fakePool([]);

  await expect(history.succeed(run)).rejects.toThrow(RunLostError);
  await expect(history.handOver(run, 1)).rejects.toThrow('2026-01-31.2 is done by another invocation now');

  expect(queries).toHaveLength(2);
});

test('a lease is renewed once, whatever comes of it', async () => {
  const { queries, history } = fakePool([new Error('away')]);

  await expect(history.renew(run)).rejects.toThrow('away');

  expect(queries).toHaveLength(1);
});

test.each([
  ['another run began at the same moment', databaseError('23505')],
  ['the connection broke', new Error('Connection terminated unexpectedly')],
  ['the server says that the connection is gone', databaseError('08006')],
  ['the transaction was in another’s way', databaseError('40001')],
  ['the server has no connection left', databaseError('53300')],
  ['the server is shutting down', databaseError('57P01')],
  ['the server has become a standby', databaseError('25006')],
  ['the token has just expired', databaseError('28P01')],
])('where %s, the query is tried again', async (_, failure) => {
  const { queries, history } = fakePool([failure], [{ run_id: '2026-01-31.2' }]);

  const outcome = await settle(history.fail(run, new Error('broken')));

  expect(outcome).toEqual({ status: 'fulfilled', value: undefined });
  expect(queries).toHaveLength(2);
  expect(queries[1]).toEqual(queries[0]);
});

test.each(['42601', '42P01', '23514', '22008'])('what the server refuses with %s stays refused', async (code) => {
  const failure = databaseError(code);
  const { queries, history } = fakePool([failure]);

  const outcome = await settle(history.fail(run, new Error('broken')));

  expect(outcome).toEqual({ status: 'rejected', reason: failure });
  expect(queries).toHaveLength(1);
});

test('a database that stays away is given up after ten attempts, with its last error', async () => {
  const failures = Array.from({ length: 12 }, (_, index) => new Error(`away ${index + 1}`));
  const { queries, history } = fakePool(failures);

  const outcome = await settle(history.fail(run, new Error('broken')));

  expect(outcome).toEqual({ status: 'rejected', reason: failures[9] });
  expect(queries).toHaveLength(10);
});
