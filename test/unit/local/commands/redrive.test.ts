import { printable } from '../../../../local/commands/printable.ts';
import { describeDiscard, describeList, describeReplay } from '../../../../local/commands/redrive-text.ts';

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

test('what a replay or a discard came to is counted, below the letters that are not done with', () => {
  const common = { records: 3, failed: 1, before: 'then' };
  const problem = { id: 'x-0-1', reason: 'INVALID_RECORD', action: 'failed', records: 0, error: 'no\u001b' } as const;
  const gone = { id: 'x-0-2', reason: 'INVALID_RECORD', action: 'discarded', records: 3 } as const;

  const replayed = describeReplay({ ...common, dryRun: true, replayed: 2, refused: 4, left: 0, letters: [] });
  const discarded = describeDiscard({ ...common, dryRun: false, discarded: 1, left: 7, letters: [problem, gone] });

  expect(replayed).toBe('2 letters (3 records) would be replayed, 4 refused, 1 failed.\n');
  expect(discarded).toBe('x-0-1  failed  no\\u{1b}\n\n1 letter (3 records) discarded, 1 failed, about 7 left.\n');
});
