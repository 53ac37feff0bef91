import fc from 'fast-check';
import { sizeOf } from '../../../../lambdas/sink-users/change-size.ts';
import { anyUser, sampleUser } from '../sample-user.ts';
import { change } from './sample-changes.ts';

/** Id, two instants and the version. */
const fixed = 64;

function sizeWith(first_name: string): number {
  return sizeOf(change(1, { user: { ...sampleUser, first_name } }));
}

test.each([
  ['Latin', 'Ada', 3],
  ['accents', 'é', 2],
  ['Chinese', '王小明', 9],
  ['Japanese', 'さくら', 9],
  ['Korean', '김민준', 9],
  ['a rare character of two halves', '𠮷', 4],
  ['emoji made of several characters', '👩‍👩‍👧‍👦', 25],
])('text is measured in the bytes of UTF-8: %s', (_, text, bytes) => {
  expect(sizeWith(text) - sizeWith('')).toBe(bytes);
});

test('a change takes the bytes of every field of its user, and 64 more', () => {
  fc.assert(
    fc.property(anyUser, (user) => {
      expect(sizeOf(change(1, { user }))).toBe(fixed + Buffer.byteLength(Object.values(user).join('')));
    }),
  );
});

test('a deletion takes 64 bytes', () => {
  expect(sizeOf(change(1, { user: null }))).toBe(fixed);
});
