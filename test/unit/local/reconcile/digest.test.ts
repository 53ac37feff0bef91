import fc from 'fast-check';
import { type User, userSchema } from '../../../../lambdas/core/user.ts';
import { type CanonicalUser, canonicalUser, describeValue, userDigest } from '../../../../local/reconcile/digest.ts';
import { anyUser, sampleUser } from '../../lambdas/sample-user.ts';

const digest = (user: CanonicalUser) => Buffer.from(userDigest(user), 'latin1').toString('hex');
const canonical = canonicalUser(sampleUser);

test('a digest has 16 bytes and does not depend on the order of the fields', () => {
  const reversed = Object.fromEntries(Object.entries(canonical).reverse()) as CanonicalUser;

  expect(userDigest(canonical)).toHaveLength(16);
  expect(digest(reversed)).toBe(digest(canonical));
});

test('any other value in any field makes another digest', () => {
  const seed = Math.trunc(Math.random() * 2 ** 31);
  const field = fc.constantFrom(...(Object.keys(userSchema.shape) as (keyof User)[]));
  fc.assert(
    fc.property(anyUser, field, fc.option(fc.string({ unit: 'binary' })), (user, name, value) => {
      const own = canonicalUser(user);
      fc.pre(own[name] !== value);

      expect({ seed, digest: digest({ ...own, [name]: value }) }).not.toEqual({ seed, digest: digest(own) });
    }),
    { seed },
  );
});

test('one instant is one text, and one that a store holds more exactly is another', () => {
  const instant = canonicalUser({ ...sampleUser, dob: '1969-12-31T23:59:59.999Z' });

  expect(instant.dob).toBe('-1');
  expect(digest({ ...instant, dob: '-1.001' })).not.toBe(digest(instant));
});

test.each([
  ['null is not the text', { first_name: null }, { first_name: 'null' }],
  ['nor the empty one', { first_name: null }, { first_name: '' }],
  ['a field ends where the next begins', { first_name: 'a', last_name: 'b' }, { first_name: 'ab', last_name: '' }],
  ['composed letters are not decomposed ones', { first_name: '\u00e9' }, { first_name: 'e\u0301' }],
])('%s', (_, one, other) => {
  expect(digest({ ...canonical, ...one })).not.toBe(digest({ ...canonical, ...other }));
});

test.each([
  ['email', null, 'null'],
  ['email', 'a"b\n\u202e\u200b', '"a\\"b\\n\\u202e\\u200b"'],
  ['dob', '0', '"1970-01-01T00:00:00.000Z"'],
  ['dob', '0.001', '"0.001 ms since 1970"'],
  ['dob', 'Infinity', '"Infinity ms since 1970"'],
])('a value is shown so that nothing in it hides: %s %p', (field, value, shown) => {
  expect(describeValue(field, value)).toBe(shown);
});

test('a long value is cut, and told apart by its digest', () => {
  const long = describeValue('email', 'a'.repeat(100));

  expect(long).toMatch(/^"a{58}…" \(100 characters, [0-9a-f]{8}\)$/);
  expect(describeValue('email', `${'a'.repeat(99)}b`)).not.toBe(long);
});
