import fc from 'fast-check';
import { lineDiff } from '../../../../../local/console/page/views/topics/line-diff.ts';

const textArbitrary = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((lines) => lines.join('\n'));

test('without what was added it is the one text, without what was removed the other', () => {
  fc.assert(
    fc.property(textArbitrary, textArbitrary, (before, after) => {
      const diff = lineDiff(before, after);
      const without = (kind: string) =>
        diff
          .filter((line) => line.kind !== kind)
          .map(({ text }) => text)
          .join('\n');
      expect([without('added'), without('removed')]).toEqual([before, after]);
    }),
  );
});

test('it is as short as can be', () => {
  expect(lineDiff('a\nb\nc\nd', 'a\nx\nc\nd').map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    'same a',
    'removed b',
    'added x',
    'same c',
    'same d',
  ]);
});
