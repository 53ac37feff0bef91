import { visible } from '../../../../../local/console/page/visible.ts';

test('what nobody would see is written by its code; lines, tabs and letters of any script stay', () => {
  expect(visible('a\u202eb\u0000c\u200bd\u2028e')).toBe('a\\u{202e}b\\u{0}c\\u{200b}d\\u{2028}e');
  expect(visible('Zoë 李 😀\n\tמיכל <b>')).toBe('Zoë 李 😀\n\tמיכל <b>');
});
