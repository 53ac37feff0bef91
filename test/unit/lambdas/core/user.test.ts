import fc from 'fast-check';
import { InvalidUserError } from '../../../../lambdas/core/errors.ts';
import { decodeUser, encodeUser, maximumUserBytes, type User } from '../../../../lambdas/core/user.ts';
import { anyUser, sampleUser, textFields } from '../sample-user.ts';

function encodeAny(changed: object): Buffer {
  return encodeUser({ ...sampleUser, ...changed } as User);
}

test.each([
  ['emoji made of several characters', '👩‍👩‍👧‍👦 🇺🇦 👋🏽'],
  ['text from right to left, with its marks', '\u202bمرحبا, שָׁלוֹם\u202c'],
  ['accents that combine, as they were written', 'é is not e\u0301'],
  ['what would be SQL', `'; DROP TABLE created_users; --`],
  ['what would be a script', `<script>alert("1")</script>`],
  ['the name of an object’s prototype', '__proto__'],
  ['control characters', 'a\r\n\t\u0001\u007f\u2028'],
  ['nothing', ''],
])('%s comes back as it was', (_, text) => {
  const user = { ...sampleUser, first_name: text, address: text, username: text };

  expect(decodeUser(encodeUser(user))).toStrictEqual(user);
});

test('every user of well-formed text without U+0000 comes back as it was', () => {
  fc.assert(
    fc.property(anyUser, (user) => {
      expect(decodeUser(encodeUser(user))).toStrictEqual(user);
    }),
  );
});

test.each(textFields)('U+0000 in %s is refused', (field) => {
  expect(() => encodeAny({ [field]: 'A\0da' })).toThrow(`${field}: holds U+0000`);
});

test.each([
  ['the first half', '\ud83d', 'email'],
  ['the second half', 'Ada \udc4b', 'last_name'],
  ['both halves in the wrong order', '\udc4b\ud83d', 'phone'],
])('half a character is refused: %s', (_, text, field) => {
  expect(() => encodeAny({ [field]: text })).toThrow(`${field}: holds U+0000 or half a character`);
});

test.each([...textFields, 'id', 'dob', 'registered_date'])(
  'a user without %s is refused, and the field named',
  (field) => {
    const { [field]: _, ...others } = sampleUser as Record<string, string>;

    const decoding = () => decodeUser(Buffer.from(JSON.stringify(others)));

    expect(decoding).toThrow(InvalidUserError);
    expect(decoding).toThrow(new RegExp(`^${field}: `));
  },
);

test.each([
  ['in upper case', sampleUser.id.toUpperCase(), 'id: is not in lower case'],
  ['in braces', `{${sampleUser.id}}`, 'id: '],
  ['without dashes', sampleUser.id.replaceAll('-', ''), 'id: '],
  ['that is a number', 12, 'id: '],
])('an id %s is refused', (_, id, message) => {
  expect(() => encodeAny({ id })).toThrow(message);
});

test.each([
  ['in the year 0', '0000-06-01T00:00:00.000Z', 'is in a year that PostgreSQL does not know'],
  ['before the year 0', '-000001-01-01T00:00:00.000Z', ''],
  ['after the year 9999', '+010000-01-01T00:00:00.000Z', ''],
  ['on 30 February', '1990-02-30T00:00:00.000Z', ''],
  ['on 29 February of no leap year', '1900-02-29T00:00:00.000Z', ''],
  ['to the second only', '1990-02-20T00:00:00Z', ''],
  ['to the microsecond', '1990-02-20T00:00:00.000000Z', ''],
  ['in a zone of its own', '1990-02-20T00:00:00.000+02:00', ''],
])('an instant %s is refused', (_, instant, reason) => {
  expect(() => encodeAny({ dob: instant })).toThrow(`dob: ${reason}`);
  expect(() => encodeAny({ registered_date: instant })).toThrow(`registered_date: ${reason}`);
});

test.each(['0001-01-01T00:00:00.000Z', '2000-02-29T00:00:00.000Z', '9999-12-31T23:59:59.999Z'])(
  'an instant at the edge is one: %s',
  (dob) => {
    expect(decodeUser(encodeAny({ dob })).dob).toBe(dob);
  },
);

test('a user whose name takes 1 MB is refused, and its size named', () => {
  const first_name = 'x'.repeat(1_000_000);
  const size = Buffer.byteLength(JSON.stringify({ ...sampleUser, first_name }));

  const encoding = () => encodeAny({ first_name });

  expect(encoding).toThrow(InvalidUserError);
  expect(encoding).toThrow(`${sampleUser.id} takes ${size} bytes; ${maximumUserBytes} can be stored.`);
});

test('a user is measured in bytes, and may have exactly as many as can be stored', () => {
  const left = maximumUserBytes - Buffer.byteLength(JSON.stringify({ ...sampleUser, address: '' }));
  const address = '€'.repeat(Math.floor(left / 3)) + 'x'.repeat(left % 3);

  expect(encodeAny({ address })).toHaveLength(maximumUserBytes);
  expect(() => encodeAny({ address: `${address}x` })).toThrow('takes 1000001 bytes');
});

test('a user that is too large to be stored is none, whoever wrote it; one that only its JSON makes large is one', () => {
  const decode = (address: string) => decodeUser(Buffer.from(JSON.stringify({ ...sampleUser, address })));

  expect(() => decode('x'.repeat(maximumUserBytes))).toThrow(/takes 1000\d{3} bytes; 1000000 can be stored/);
  expect(decode('"'.repeat(maximumUserBytes - 1000)).address).toHaveLength(maximumUserBytes - 1000);
});

test('what a user has besides its fields is left out', () => {
  const json = JSON.stringify(sampleUser).replace('{', '{"__proto__":{"admin":true},"constructor":1,"extra":[],');

  const user = decodeUser(Buffer.from(json));

  expect(user).toStrictEqual(sampleUser);
  expect(Object.keys(user)).toEqual(Object.keys(sampleUser));
});

test('a field that is null is one that is missing', () => {
  const decoding = () => decodeUser(Buffer.from(JSON.stringify({ ...sampleUser, email: null })));

  expect(decoding).toThrow('email: Invalid input: expected string, received undefined');
});

test.each(['[]', 'null', '"text"', '7', 'true'])('JSON that is no object is no user: %s', (json) => {
  expect(() => decodeUser(Buffer.from(json))).toThrow('The value: ');
});

test.each(['', '{', '{"id":', 'NaN', "{'id':1}"])('bytes that are no JSON are no user: %j', (text) => {
  const decoding = () => decodeUser(Buffer.from(text));

  expect(decoding).toThrow(InvalidUserError);
  expect(decoding).toThrow('The value is not JSON in UTF-8.');
});

test.each([
  ['of another encoding', Buffer.from('Zoë', 'latin1')],
  ['of a character that is cut', Buffer.from('王').subarray(0, 2)],
  ['of a character written longer than it must be', Buffer.from([0xc0, 0xaf])],
  ['of half a character', Buffer.from([0xed, 0xa0, 0xbd])],
  ['above the last character', Buffer.from([0xf4, 0x90, 0x80, 0x80])],
])('a user with bytes %s is refused', (_, bytes) => {
  const [before, after] = JSON.stringify({ ...sampleUser, first_name: '|' }).split('|') as [string, string];

  const decoding = () => decodeUser(Buffer.concat([Buffer.from(before), bytes, Buffer.from(after)]));

  expect(decoding).toThrow(InvalidUserError);
  expect(decoding).toThrow('The value is not JSON in UTF-8.');
});

test('no bytes make the reading throw anything else', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc.json().map((json) => Buffer.from(json)),
      ),
      (bytes) => {
        expect(() => decodeUser(Buffer.from(bytes))).toThrow(InvalidUserError);
      },
    ),
  );
});
