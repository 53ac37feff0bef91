import { jest } from '@jest/globals';
import { DeadlineError, RunLostError } from '../../../../lambdas/core/errors.ts';
import { fetchUsers } from '../../../../lambdas/fetch-users/fetch-users.ts';
import type { FetchPage } from '../../../../lambdas/fetch-users/user-source.ts';
import { withEnding } from '../../../../lambdas/fetch-users/with-ending.ts';
import { apiUser, fakePorts, inTime } from './fake-ports.ts';

const tenPages = { date: '2026-01-31', users: 50_000, trigger: 'schedule', rerun: false } as const;
const pageMs = 30_000;

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

/** A page takes half a minute, or until it is aborted. */
const slowPages: FetchPage = (_, { number }, signal) =>
  new Promise((resolve, reject) => {
    setTimeout(() => resolve([apiUser(number, 1)]), pageMs);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

/** What a run in a function of so many seconds comes to, with every wait passed over. */
async function runFor(
  seconds: number,
  request: Parameters<typeof fetchUsers>[0],
  ...fakes: Parameters<typeof fakePorts>
) {
  const end = Date.now() + seconds * 1000;
  const context = { functionName: 'users-fetch', getRemainingTimeInMillis: () => end - Date.now() };
  const { ports, told } = fakePorts({ fetchPage: slowPages, ...fakes[0] }, fakes[1]);
  const running = withEnding(context, (ending) => fetchUsers(request, ports, ending));
  const [[outcome]] = await Promise.all([Promise.allSettled([running]), jest.runAllTimersAsync()]);
  return { outcome: outcome as PromiseSettledResult<Awaited<typeof running>>, told };
}

test('near its end a run begins no page, ends those under way, and goes on in a next invocation', async () => {
  // None is begun after 140 - 10 - 35 = 95 s: the last three are begun at 90 s and end at 120 s.
  const { outcome, told } = await runFor(140, { ...tenPages, users: 100_000 });

  expect(outcome).toMatchObject({ status: 'fulfilled', value: { state: 'continued', published: 12, repeated: false } });
  expect(told).toMatchObject({ succeeded: 0, failed: [], pages: { length: 12 } });
});

test('the next invocation is told the run and its number, after the row says so', async () => {
  const { outcome, told } = await runFor(105, tenPages);

  expect(outcome).toMatchObject({ status: 'fulfilled', value: { state: 'continued', published: 9 } });
  expect(told.handedOver).toEqual([1]);
  expect(told.wentOn).toEqual([{ runId: '2026-01-31.4', number: 1 }]);
  expect(told).toMatchObject({ succeeded: 0, failed: [] });
});

test('a continuation hands over with the next number', async () => {
  const request = { ...tenPages, continues: { runId: '2026-01-31.4', number: 14 } };

  const { told } = await runFor(105, request);

  expect(told.wentOn).toEqual([{ runId: '2026-01-31.4', number: 15 }]);
});

test('after 15 continuations the run fails by name, with what is left', async () => {
  const request = { ...tenPages, continues: { runId: '2026-01-31.4', number: 15 } };

  const { outcome, told } = await runFor(105, request);

  const message = '1 pages are left after 15 continuations. The next event of the date goes on with them.';
  expect(outcome).toEqual({ status: 'rejected', reason: new DeadlineError(message) });
  expect(told).toMatchObject({ handedOver: [], wentOn: [], failed: [{ message }] });
});

test('a run without a page done fails instead of going on for ever', async () => {
  const { outcome, told } = await runFor(35, tenPages);

  expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'DeadlineError' } });
  expect(told).toMatchObject({ handedOver: [], wentOn: [], pages: [], failed: [{ name: 'DeadlineError' }] });
});

test('pages that the deadline ends are left to the next invocation', async () => {
  // Pages 1 to 3 take 30 s and 4 to 6 are begun at 30 s; 65 - 10 - 16.25 is later than that, and 55 s too early for them.
  const { outcome, told } = await runFor(65, tenPages);

  expect(outcome).toMatchObject({ status: 'fulfilled', value: { state: 'continued', published: 3 } });
  expect(told).toMatchObject({ pages: { length: 3 }, failed: [] });
});

test('a run whose next invocation cannot be asked for fails by name', async () => {
  const refused = new Error('Rate exceeded');

  const { outcome, told } = await runFor(105, tenPages, { goOn: () => Promise.reject(refused) });

  expect(outcome).toEqual({ status: 'rejected', reason: refused });
  expect(told.failed).toEqual([refused]);
});

test('an invocation that has time enough goes on nowhere', async () => {
  const { outcome, told } = await runFor(840, tenPages);

  expect(outcome).toMatchObject({ status: 'fulfilled', value: { state: 'succeeded', published: 10 } });
  expect(told.wentOn).toEqual([]);
});

test('the lease is renewed every 15 seconds for as long as the run lasts', async () => {
  const renewed: number[] = [];
  const begun = Date.now();

  await runFor(
    840,
    { ...tenPages, users: 20_000 },
    {},
    {
      renew: async () => {
        renewed.push(Date.now() - begun);
        return true;
      },
    },
  );

  expect(renewed).toEqual([15_000, 30_000, 45_000]);
  expect(jest.getTimerCount()).toBe(0);
});

test('a run that another invocation has taken ends at once, and says nothing in its name', async () => {
  const { outcome, told } = await runFor(840, tenPages, {}, { renew: async () => false });

  expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'RunLostError' } });
  expect(told).toMatchObject({ pages: [], wentOn: [], failed: [expect.any(RunLostError)] });
});

test('a lease that cannot be renewed for once does not end the run', async () => {
  const away = new Error('no database');
  const unrenewed: Error[] = [];

  const { outcome } = await runFor(
    840,
    tenPages,
    { onUnrenewed: (error) => void unrenewed.push(error) },
    {
      renew: () => Promise.reject(away),
    },
  );

  expect(outcome).toMatchObject({ status: 'fulfilled', value: { state: 'succeeded' } });
  expect(unrenewed[0]).toBe(away);
});

test('without a deadline there is nothing to go on with', async () => {
  const { ports, told } = fakePorts();

  await fetchUsers(tenPages, ports, inTime);

  expect(told).toMatchObject({ wentOn: [], succeeded: 1 });
});
