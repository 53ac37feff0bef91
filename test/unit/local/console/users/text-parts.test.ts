import fc from 'fast-check';
import { type TextPart, textParts } from '../../../../../local/console/page/views/users/text-parts.ts';

test('a plain text is one part', () => {
  expect(textParts('Hylke Nijhuis')).toEqual([{ text: 'Hylke Nijhuis' }]);
  expect(textParts('')).toEqual([]);
});

test('what nobody sees is named, and so are spaces at the edges', () => {
  expect(textParts(' a\u202eb\u200b\n c ')).toEqual([
    { text: '\\u{20}', escaped: true },
    { text: 'a' },
    { text: '\\u{202e}', escaped: true },
    { text: 'b' },
    { text: '\\u{200b}', escaped: true },
    { text: '\\u{a}', escaped: true },
    { text: ' c' },
    { text: '\\u{20}', escaped: true },
  ]);
});

test('only what is not the same in the other text is marked', () => {
  expect(textParts('hylke@example.com', 'hylke.nijhuis@example.com')).toEqual([{ text: 'hylke@example.com' }]);
  expect(textParts('hylke.nijhuis@example.com', 'hylke@example.com')).toEqual([
    { text: 'hylke' },
    { text: '.nijhuis', differs: true },
    { text: '@example.com' },
  ]);
  expect(textParts('x', 'hylke@example.com')).toEqual([{ text: 'x', differs: true }]);
});

const visible = fc.stringMatching(/^[a-c]{0,8}$/);

test('the parts are the text, and the same text has none that is marked', () => {
  const joined = (parts: readonly TextPart[]) => parts.map(({ text }) => text).join('');
  fc.assert(
    fc.property(visible, visible, (text, other) => {
      const parts = textParts(text, other);

      expect(joined(parts)).toBe(text);
      if (text === other) expect(parts.some(({ differs }) => differs)).toBe(false);
      const marked = joined(parts.filter(({ differs }) => differs));
      expect(text.length - marked.length).toBeLessThanOrEqual(other.length);
    }),
  );
});
