import { setImmediate as turn } from 'node:timers/promises';
import { decodeUser } from '../../../../lambdas/core/user.ts';
import { fetchUsers } from '../../../../lambdas/fetch-users/fetch-users.ts';
import type { Page } from '../../../../lambdas/fetch-users/plan-pages.ts';
import type { RunRecord } from '../../../../lambdas/fetch-users/run-history.ts';
import type { FetchPage } from '../../../../lambdas/fetch-users/user-source.ts';
import { apiUser, fakePorts, idOf, inTime } from './fake-ports.ts';

const onePage = { date: '2026-01-31', users: 10, trigger: 'manual', rerun: false } as const;
const threePages = { ...onePage, users: 10_001 };
const tenPages = { ...onePage, users: 50_000 };
const broken = new Error('page 2 is broken');

/** Ends only when it is aborted, as a request under way does. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}

test('a run brings the users of every page into the topic and says how many', async () => {
  const { ports, told } = fakePorts();

  const { seconds, ...result } = await fetchUsers(threePages, ports, inTime);

  const counts = { fetched: 6, published: 6, rejected: 0 };
  const run = { runId: '2026-01-31.4', attempt: 4, date: '2026-01-31', asked: 10_001 };
  expect(result).toEqual({ ...run, ...counts, total: counts, state: 'succeeded', repeated: false });
  expect(seconds).toBeGreaterThanOrEqual(0);
  expect(told.begun).toEqual([threePages]);
  expect(told.runs).toEqual(['2026-01-31.4']);
  expect(told).toMatchObject({ succeeded: 1, failed: [], wentOn: [] });
  const origin = { runId: '2026-01-31.4', schemaId: '7' };
  expect(told.published.map((page) => page.origin)).toEqual([origin, origin, origin]);
});

test('every user is published once, under its id', async () => {
  const { ports, told } = fakePorts();

  await fetchUsers(threePages, ports, inTime);

  const records = told.published.flatMap((page) => page.records);
  const ids = [1, 2, 3].flatMap((page) => [idOf(page, 1), idOf(page, 2)]);
  expect(records.map(({ id }) => id).sort()).toEqual(ids);
  expect(records.map(({ value }) => decodeUser(value).id)).toEqual(records.map(({ id }) => id));
});

test('each page is kept, and counted, after its records are published', async () => {
  const steps: string[] = [];
  const publish = async () => void steps.push('published');
  const { ports } = fakePorts({ publish, onPage: (counts) => void steps.push(`counted ${counts.published}`) });
  const history = {
    ...ports.history,
    keepPage: async (_: unknown, page: Page) => void steps.push(`kept ${page.size}`),
  };

  await fetchUsers(onePage, { ...ports, history }, inTime);

  expect(steps).toEqual(['published', 'kept 10', 'counted 2']);
});

test('each page of the date is asked for once', async () => {
  const asked: [string, Page][] = [];
  const fetchPage: FetchPage = async (date, page) => {
    asked.push([date, page]);
    return [];
  };

  await fetchUsers(threePages, fakePorts({ fetchPage }).ports, inTime);
  await fetchUsers({ ...onePage, date: '2026-02-01' }, fakePorts({ fetchPage }).ports, inTime);

  expect(asked).toEqual([
    ['2026-01-31', { number: 1, size: 5000 }],
    ['2026-01-31', { number: 2, size: 5000 }],
    ['2026-01-31', { number: 3, size: 1 }],
    ['2026-02-01', { number: 1, size: 10 }],
  ]);
});

test('pages that an earlier run has done are left out, but for one that had another size', async () => {
  const asked: Page[] = [];
  const fetchPage: FetchPage = async (_, page) => {
    asked.push(page);
    return [apiUser(page.number, 1)];
  };
  const done = [
    { number: 1, size: 5000 },
    { number: 2, size: 1000 },
  ];
  const begin = async () => ({ run: { runId: '2026-01-31.5', owner: 'this one' }, done });
  const { ports, told } = fakePorts({ fetchPage }, { begin });

  await fetchUsers(threePages, ports, inTime);

  expect(asked).toEqual([
    { number: 2, size: 5000 },
    { number: 3, size: 1 },
  ]);
  expect(told.succeeded).toBe(1);
});

test('a run whose pages are all done has only to succeed', async () => {
  const begin = async () => ({ run: { runId: '2026-01-31.5', owner: 'this one' }, done: [{ number: 1, size: 10 }] });
  const { ports, told } = fakePorts({ fetchPage: () => Promise.reject(broken) }, { begin });

  await fetchUsers(onePage, ports, inTime);

  expect(told).toMatchObject({ succeeded: 1, published: [] });
});

test.each(['succeeded', 'degraded', 'running', 'continued'] as const)(
  'where the date’s run is %s, its result is the answer, and nothing is done',
  async (state) => {
    const counts = { fetched: 10, published: 10, rejected: 0 };
    const run = { runId: '2026-01-31.3', date: '2026-01-31', attempt: 3, asked: 10 };
    const earlier: RunRecord = { ...run, state, ...counts, total: counts };
    const { ports, told } = fakePorts(
      { fetchPage: () => Promise.reject(broken) },
      { begin: async () => ({ earlier }) },
    );

    const result = await fetchUsers(onePage, ports, inTime);

    expect(result).toEqual({ ...earlier, repeated: true, seconds: expect.any(Number) });
    expect(told.runs).toEqual([]);
    expect(told).toMatchObject({ succeeded: 0, failed: [], published: [], counted: [] });
  },
);

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

  await fetchUsers(tenPages, fakePorts({ fetchPage, publish }).ports, inTime);

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

  const running = fetchUsers(tenPages, ports, inTime);

  await expect(running).rejects.toBe(broken);
  expect(asked).toEqual([1, 2, 3]);
  expect(aborted.sort()).toEqual([1, 3]);
  expect(told).toMatchObject({ failed: [broken], succeeded: 0, pages: [], wentOn: [] });
});

test('a run fails after the pages under way have ended, and those that went well are kept', async () => {
  const fetchPage: FetchPage = async (_, { number }) => {
    if (number === 2) throw broken;
    return [apiUser(number, 1)];
  };
  const publish = async () => turn();
  const { ports, told } = fakePorts({ fetchPage, publish });

  await expect(fetchUsers(threePages, ports, inTime)).rejects.toBe(broken);

  expect(told.pages.map(({ page }) => page.number).sort()).toEqual([1, 3]);
  expect(told.failed).toEqual([broken]);
});

test('records that cannot be published fail the run, and their page is not kept', async () => {
  const { ports, told } = fakePorts({ publish: () => Promise.reject(broken) });

  await expect(fetchUsers(onePage, ports, inTime)).rejects.toBe(broken);

  expect(told).toMatchObject({ failed: [broken], pages: [], counted: [] });
});

test('a page that cannot be kept fails the run, though its records are published', async () => {
  const { ports, told } = fakePorts({}, { keepPage: () => Promise.reject(broken) });

  await expect(fetchUsers(onePage, ports, inTime)).rejects.toBe(broken);

  expect(told).toMatchObject({ failed: [broken], counted: [], succeeded: 0 });
});

test('a run that cannot begin asks the API for nothing', async () => {
  const asked: Page[] = [];
  const fetchPage: FetchPage = async (_, page) => [asked.push(page)];
  const { ports } = fakePorts({ fetchPage }, { begin: () => Promise.reject(new Error('no database')) });

  await expect(fetchUsers(onePage, ports, inTime)).rejects.toThrow('no database');

  expect(asked).toEqual([]);
});

test('a history that fails after a page does not hide the page’s error', async () => {
  const unkept = new Error('no database');
  const fetchPage = () => Promise.reject(broken);
  const { ports, told } = fakePorts({ fetchPage }, { fail: () => Promise.reject(unkept) });

  await expect(fetchUsers(onePage, ports, inTime)).rejects.toBe(broken);

  expect(told.unrecorded).toEqual([unkept]);
});

test('a run that went well but cannot be kept is no success, and is not kept as failed either', async () => {
  const { ports, told } = fakePorts({}, { succeed: () => Promise.reject(new Error('no database')) });

  await expect(fetchUsers(onePage, ports, inTime)).rejects.toThrow('no database');

  expect(told).toMatchObject({ published: [expect.anything()], failed: [] });
});

test('a run whose schema is not found is kept as failed, and asks the API for nothing', async () => {
  const asked: Page[] = [];
  const fetchPage: FetchPage = async (_, page) => [asked.push(page)];
  const { ports, told } = fakePorts({ fetchPage, openEncoder: () => Promise.reject(broken) });

  await expect(fetchUsers(onePage, ports, inTime)).rejects.toBe(broken);

  expect(told.failed).toEqual([broken]);
  expect(asked).toEqual([]);
});
