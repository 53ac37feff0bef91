import type { LetterOutcome, ReplayResult } from '../../../../lambdas/redrive/replay-letters.ts';
import { printable } from '../../../../local/commands/printable.ts';
import { replayAll } from '../../../../local/commands/redrive.ts';
import { describeList } from '../../../../local/commands/redrive-text.ts';

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

test.each([
  ['\u001b[31mred', '\\u{1b}[31mred'],
  ['a\u202eb', 'a\\u{202e}b'],
  ['a\nb\u0000\u200b\u2028\ufeff', 'a\\u{a}b\\u{0}\\u{200b}\\u{2028}\\u{feff}'],
  ['Zoë 李 😀', 'Zoë 李 😀'],
])('%j is shown as %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('a list shows nothing of a letter as it is', () => {
  const letter = {
    ...{
      id: 'x-0-1',
      kind: 'record' as const,
      reason: 'INVALID_RECORD',
      message: '\u001b]0;title\u0007',
      ranges: [],
      records: 1,
    },
    ...{ bytes: 1, key: { text: '\u202eevil' }, replays: 0, failedAt: '2026-01-31T00:00:00Z', ageSeconds: 7200 },
  } as const;

  const text = describeList({ queued: 1, reasons: { INVALID_RECORD: 1 }, complete: true, letters: [letter] });

  expect(text).toContain('\\u{202e}evil');
  expect(text).toContain('2 h');
  expect(text.replaceAll('\n', '')).toBe(printable(text.replaceAll('\n', '')));
});
