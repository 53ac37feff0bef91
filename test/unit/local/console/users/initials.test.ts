import { discColour, discColours, initials } from '../../../../../local/console/page/views/users/initials.ts';

test.each([
  ['Hylke', 'Nijhuis', 'HN'],
  ['émilie', 'ørsted', 'EØ'],
  ["'s", '(van) Gogh', 'SV'],
  ['ßeta', '', 'S'],
  ['Z̷̢͇̈́a̵l̶g̷o', '\u202eevil', 'ZE'],
  ['محمد', '山田', 'م山'],
  ['<script>', '🙂', 'S'],
  ['', '', ''],
])('the initials of %s %s are %s', (first, last, expected) => {
  expect(initials(first, last)).toBe(expected);
});

test('a user has the same disc at any time, and all discs are used', () => {
  const ids = Array.from({ length: 200 }, (_, at) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`);
  const colours = ids.map(discColour);

  expect(ids.map(discColour)).toEqual(colours);
  expect([...new Set(colours)].sort()).toEqual(Array.from({ length: discColours }, (_, at) => at));
});
