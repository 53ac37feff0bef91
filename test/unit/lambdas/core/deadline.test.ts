import { once } from 'node:events';
import { jest } from '@jest/globals';
import { withDeadline } from '../../../../lambdas/core/deadline.ts';
import { DeadlineError } from '../../../../lambdas/core/errors.ts';

function contextWith(remainingMs: number) {
  return { functionName: 'fetch-users', getRemainingTimeInMillis: () => remainingMs };
}

afterEach(() => {
  jest.useRealTimers();
});

test('the signal aborts the margin before the function’s end, not sooner', async () => {
  jest.useFakeTimers();

  await withDeadline(contextWith(30_000), 10_000, async (deadline) => {
    jest.advanceTimersByTime(19_999);
    const before = deadline.aborted;
    jest.advanceTimersByTime(1);

    expect(before).toBe(false);
    expect(deadline.aborted).toBe(true);
    expect(deadline.reason).toEqual(new DeadlineError('fetch-users was not done after 20 s: its timeout is near.'));
    expect(deadline.reason).toBeInstanceOf(DeadlineError);
  });

  expect.assertions(4);
});

test('a function with less time than the margin is at its deadline at once', async () => {
  const reason = await withDeadline(contextWith(500), 10_000, async (deadline) => {
    await once(deadline, 'abort');
    return deadline.reason;
  });

  expect(reason).toMatchObject({ name: 'DeadlineError', code: 'DEADLINE_EXCEEDED' });
});

test('what the work gives is given, and its signal never aborts afterwards', async () => {
  jest.useFakeTimers();
  let kept: AbortSignal | undefined;

  const result = await withDeadline(contextWith(30_000), 10_000, async (deadline) => {
    kept = deadline;
    return 'done';
  });
  const timers = jest.getTimerCount();
  jest.advanceTimersByTime(30_000);

  expect(result).toBe('done');
  expect(timers).toBe(0);
  expect(kept?.aborted).toBe(false);
});

test('work that fails fails with its own error, and leaves no timer either', async () => {
  jest.useFakeTimers();
  const broken = new Error('no database');

  await expect(withDeadline(contextWith(30_000), 10_000, () => Promise.reject(broken))).rejects.toBe(broken);

  expect(jest.getTimerCount()).toBe(0);
});

test('work that throws before it begins leaves no timer', async () => {
  jest.useFakeTimers();
  const broken = new Error('no database');
  const work = () => {
    throw broken;
  };

  await expect(withDeadline(contextWith(30_000), 10_000, work)).rejects.toBe(broken);

  expect(jest.getTimerCount()).toBe(0);
});
