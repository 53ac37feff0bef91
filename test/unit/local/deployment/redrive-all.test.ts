import type { LetterOutcome, ReplayResult } from '../../../../lambdas/redrive/replay-letters.ts';
import { discardAll, replayAll } from '../../../../local/deployment/redrive-all.ts';

const failed: LetterOutcome = { id: 'x-0-1', reason: 'INVALID_RECORD', action: 'failed', records: 0, error: 'why' };
const answer = (changes: Partial<ReplayResult>): ReplayResult => ({
  ...{ dryRun: false, replayed: 0, records: 0, refused: 0, failed: 0, left: 0, before: 'then', letters: [] },
  ...changes,
});

test('it is asked until nothing is left, for what was there at first, without what cannot be replayed', async () => {
  const asked: object[] = [];
  const answers = [
    answer({ replayed: 5, records: 9, failed: 1, left: 3, letters: [failed] }),
    answer({ replayed: 3, records: 3 }),
  ];

  const total = await replayAll(
    async (more) => {
      asked.push(more);
      return answers.shift() as ReplayResult;
    },
    () => undefined,
  );

  expect(asked).toEqual([{}, { before: 'then', skip: ['x-0-1'] }]);
  expect(total).toMatchObject({ replayed: 8, records: 12, failed: 1, left: 0, letters: [failed] });
});

test('it is asked no more when that brings nothing', async () => {
  let count = 0;
  const ask = async () => {
    count += 1;
    return answer({ left: 3 });
  };

  await expect(replayAll(ask, () => undefined)).resolves.toMatchObject({ left: 3 });
  expect(count).toBe(1);
});

test('it ends between two answers when it is cancelled, and says how far it came', async () => {
  const cancelled = new AbortController();
  const ask = async () => {
    cancelled.abort();
    return answer({ replayed: 5, left: 3 });
  };

  await expect(replayAll(ask, () => undefined, cancelled.signal)).rejects.toThrow(
    'Cancelled: 5 letters replayed, about 3 to go.',
  );
});

test('discards are added up too, without what could not be deleted', async () => {
  const asked: object[] = [];
  const common = { dryRun: false, records: 2, left: 0, before: 'then', letters: [] };
  const answers = [
    { ...common, discarded: 2, failed: 1, left: 3, letters: [{ ...failed, action: 'failed' as const }] },
    { ...common, discarded: 3, failed: 0 },
  ];
  const reported: string[] = [];

  const total = await discardAll(
    async (more) => {
      asked.push(more);
      return answers.shift() as (typeof answers)[number];
    },
    (line) => reported.push(line),
  );

  expect(asked).toEqual([{}, { before: 'then', skip: ['x-0-1'] }]);
  expect(reported).toEqual(['2 letters discarded, about 3 to go']);
  expect(total).toMatchObject({ discarded: 5, records: 4, failed: 1, left: 0, letters: [failed] });
});
