import { accountOf } from '../../../../../local/console/page/views/runs/account.ts';
import type { RunLettersAnswer, RunView } from '../../../../../local/console/runs/answers.ts';

const counts = { fetched: 90, published: 88, rejected: 2 };
const run: RunView = {
  ...{ runId: '2026-06-01.2', date: '2026-06-01', attempt: 2, trigger: 'manual', state: 'degraded', asked: 100 },
  ...{ ...counts, total: { fetched: 100, published: 98, rejected: 2 }, error: null, continuations: 0 },
  ...{ startedAt: '2026-06-01T10:00:00.000Z', endedAt: '2026-06-01T10:01:00.000Z', leaseUntil: null },
};
const allCommitted = { notCommitted: 0, queued: 0 };
const letters: RunLettersAnswer = { records: 3, unclear: 0, lookedAt: 10, complete: true };

test('every user that was asked for is accounted for', () => {
  const account = accountOf(run, allCommitted, undefined);

  expect(account).toEqual({
    ...{ earlier: 10, left: 0, addsUp: true },
    ...{ underWay: 0, handedOver: 88, deadLetters: 0, stored: 88 },
  });
});

test('users that no attempt has fetched are left', () => {
  const failed: RunView = { ...run, state: 'failed', error: 'ApiError: 404', total: { ...counts, fetched: 95 } };

  expect(accountOf(failed, allCommitted, undefined)).toMatchObject({ earlier: 5, left: 5 });
});

test.each<[string, Partial<RunView>]>([
  ['is under way', { state: 'running', endedAt: null }],
  ['waits for its next invocation', { state: 'continued', endedAt: null }],
  ['was killed', { state: 'killed', endedAt: null }],
  ['was killed, and was kept as failed', { state: 'failed', error: 'It ended without saying so.' }],
])('of a run that %s it is not known what the whole date has', (_, changes) => {
  expect(accountOf({ ...run, ...changes }, allCommitted, undefined)).toMatchObject({ earlier: null, left: null });
});

test('counts that do not add up are told', () => {
  expect(accountOf({ ...run, rejected: 1 }, allCommitted, undefined).addsUp).toBe(false);
});

test('of the records on their way no more are the run’s than it has published', () => {
  const some = accountOf(run, { notCommitted: 8, queued: 0 }, undefined);
  const manyOfOthers = accountOf(run, { notCommitted: 5000, queued: 0 }, undefined);

  expect(some).toMatchObject({ underWay: 8, handedOver: 80, stored: 80 });
  expect(manyOfOthers).toMatchObject({ underWay: 88, handedOver: 0, stored: 0 });
});

test('nothing is said of the stores while Kafka does not answer', () => {
  expect(accountOf(run, undefined, undefined)).toMatchObject({
    ...{ underWay: null, handedOver: null, deadLetters: null, stored: null },
  });
});

test('a run that has published nothing has no dead letters, whatever the queue has', () => {
  const nothing = { ...run, fetched: 0, published: 0, rejected: 0 };

  expect(accountOf(nothing, { notCommitted: 7, queued: 10 }, undefined)).toMatchObject({
    ...{ underWay: 0, handedOver: 0, deadLetters: 0, stored: 0 },
  });
});

test('dead letters are not known until all of the queue was looked at, and each says whose it is', () => {
  const records = { notCommitted: 0, queued: 10 };

  expect(accountOf(run, records, undefined)).toMatchObject({ deadLetters: null, stored: null });
  expect(accountOf(run, records, { ...letters, complete: false })).toMatchObject({ deadLetters: null, stored: null });
  expect(accountOf(run, records, { ...letters, unclear: 1 })).toMatchObject({ deadLetters: null, stored: null });
  expect(accountOf(run, records, letters)).toMatchObject({ deadLetters: 3, stored: 85 });
});
