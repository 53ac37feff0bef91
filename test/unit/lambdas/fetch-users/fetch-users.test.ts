import { setImmediate as turn } from 'node:timers/promises';
import { DeadlineError } from '../../../../lambdas/core/errors.ts';
import { decodeUser } from '../../../../lambdas/core/user.ts';
import { fetchUsers } from '../../../../lambdas/fetch-users/fetch-users.ts';
import type { Page } from '../../../../lambdas/fetch-users/plan-pages.ts';
import type { FetchPage } from '../../../../lambdas/fetch-users/random-user-api.ts';
import { apiUser, fakePorts, idOf } from './fake-ports.ts';

const onePage = { date: '2026-01-31', users: 10, trigger: 'manual' } as const;
const threePages = { ...onePage, users: 10_001 };
const tenPages = { ...onePage, users: 50_000 };
const never = new AbortController().signal;
const broken = new Error('page 2 is broken');

/** Ends only when it is aborted, as a request under way does. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}

test('a run brings the users of every page into the topic and says how many', async () => {
  const { ports, told } = fakePorts();

  const { seconds, ...result } = await fetchUsers(threePages, ports, never);

  const run = { runId: '2026-01-31.4', attempt: 4 };
  const counts = { fetched: 6, published: 6, rejected: 0 };
  expect(result).toEqual({ ...run, date: '2026-01-31', asked: 10_001, ...counts });
  expect(seconds).toBeGreaterThanOrEqual(0);
  expect(told.begun).toEqual([threePages]);
  expect(told.ended).toEqual([{ run, progress: { ...counts, rejections: [] }, error: undefined }]);
  const origin = { runId: '2026-01-31.4', schemaId: '7' };
  expect(told.published.map((page) => page.origin)).toEqual([origin, origin, origin]);
});

test('every user is published once, under its id', async () => {
  const { ports, told } = fakePorts();

  await fetchUsers(threePages, ports, never);

  const records = told.published.flatMap((page) => page.records);
  const ids = [1, 2, 3].flatMap((page) => [idOf(page, 1), idOf(page, 2)]);
  expect(records.map(({ id }) => id).sort()).toEqual(ids);
  expect(records.map(({ value }) => decodeUser(value).id)).toEqual(records.map(({ id }) => id));
});

test('the API’s seed follows from the date, and each page is asked for once', async () => {
  const asked: [string, Page][] = [];
  const fetchPage: FetchPage = async (seed, page) => {
    asked.push([seed, page]);
    return [];
  };

  await fetchUsers(threePages, fakePorts({ fetchPage }).ports, never);
  await fetchUsers({ ...onePage, date: '2026-02-01' }, fakePorts({ fetchPage }).ports, never);

  expect(asked).toEqual([
    ['users-2026-01-31', { number: 1, size: 5000 }],
    ['users-2026-01-31', { number: 2, size: 5000 }],
    ['users-2026-01-31', { number: 3, size: 1 }],
    ['users-2026-02-01', { number: 1, size: 10 }],
  ]);
});

test('three pages are under way at once, never more', async () => {
  let underWay = 0;
  const seen: number[] = [];
  const fetchPage: FetchPage = async () => {
    underWay += 1;
    seen.push(underWay);
    await turn();
    return [apiUser(1, 1)];
  };
  const publish = async () => {
    await turn();
    underWay -= 1;
  };

  await fetchUsers(tenPages, fakePorts({ fetchPage, publish }).ports, never);

  expect(seen).toHaveLength(10);
  expect(Math.max(...seen)).toBe(3);
});

test('a page that fails ends the others and the run, which is kept as failed with the error', async () => {
  const aborted: number[] = [];
  const asked: number[] = [];
  const fetchPage: FetchPage = async (_, { number }, signal) => {
    asked.push(number);
    if (number === 2) throw broken;
    return untilAborted(signal).finally(() => aborted.push(number));
  };
  const { ports, told } = fakePorts({ fetchPage });

  const running = fetchUsers(tenPages, ports, never);

  await expect(running).rejects.toBe(broken);
  expect(asked).toEqual([1, 2, 3]);
  expect(aborted.sort()).toEqual([1, 3]);
  const progress = { fetched: 0, published: 0, rejected: 0, rejections: [] };
  expect(told.ended).toEqual([{ run: { runId: '2026-01-31.4', attempt: 4 }, progress, error: broken }]);
});

test('a failed run is kept with what it did until then, after the pages under way have ended', async () => {
  const fetchPage: FetchPage = async (_, { number }) => {
    if (number === 2) throw broken;
    return [apiUser(number, 1)];
  };
  const publish = async () => turn();
  const { ports, told } = fakePorts({ fetchPage, publish });

  await expect(fetchUsers(threePages, ports, never)).rejects.toBe(broken);

  expect(told.ended.map(({ progress }) => progress)).toEqual([
    { fetched: 2, published: 2, rejected: 0, rejections: [] },
  ]);
});

test('records that cannot be published fail the run', async () => {
  const { ports, told } = fakePorts({ publish: () => Promise.reject(broken) });

  await expect(fetchUsers(onePage, ports, never)).rejects.toBe(broken);

  expect(told.ended[0]).toMatchObject({ progress: { fetched: 2, published: 0 }, error: broken });
});

test('a run that is not done at its deadline is kept as failed, with the deadline as its error', async () => {
  const deadline = new DeadlineError('no time left');
  const controller = new AbortController();
  const fetchPage: FetchPage = (_, __, signal) => {
    const ending = untilAborted(signal);
    controller.abort(deadline);
    return ending;
  };
  const { ports, told } = fakePorts({ fetchPage });

  await expect(fetchUsers(tenPages, ports, controller.signal)).rejects.toBe(deadline);

  expect(told.ended.map(({ error }) => error)).toEqual([deadline]);
});

test('a run that cannot begin asks the API for nothing', async () => {
  const asked: Page[] = [];
  const fetchPage: FetchPage = async (_, page) => [asked.push(page)];
  const { ports } = fakePorts({ fetchPage });
  const history = { ...ports.history, begin: () => Promise.reject(new Error('no database')) };

  await expect(fetchUsers(onePage, { ...ports, history }, never)).rejects.toThrow('no database');

  expect(asked).toEqual([]);
});

test('a history that fails after a page does not hide the page’s error', async () => {
  const unkept = new Error('no database');
  const { ports, told } = fakePorts({ fetchPage: () => Promise.reject(broken) });
  const history = { ...ports.history, end: () => Promise.reject(unkept) };

  await expect(fetchUsers(onePage, { ...ports, history }, never)).rejects.toBe(broken);

  expect(told.unrecorded).toEqual([unkept]);
});

test('a run that went well but cannot be kept is no success', async () => {
  const { ports, told } = fakePorts();
  const history = { ...ports.history, end: () => Promise.reject(new Error('no database')) };

  await expect(fetchUsers(onePage, { ...ports, history }, never)).rejects.toThrow('no database');

  expect(told.published).toHaveLength(1);
});

test('a run whose schema is not found is kept as failed, and asks the API for nothing', async () => {
  const asked: Page[] = [];
  const fetchPage: FetchPage = async (_, page) => [asked.push(page)];
  const { ports, told } = fakePorts({ fetchPage, openEncoder: () => Promise.reject(broken) });

  await expect(fetchUsers(onePage, ports, never)).rejects.toBe(broken);

  expect(told.ended).toMatchObject([{ progress: { fetched: 0 }, error: broken }]);
  expect(asked).toEqual([]);
});
