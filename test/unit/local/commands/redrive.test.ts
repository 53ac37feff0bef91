import { printable } from '../../../../local/commands/printable.ts';
import { describeList } from '../../../../local/commands/redrive-text.ts';

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
