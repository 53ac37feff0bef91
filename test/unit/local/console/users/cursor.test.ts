import fc from 'fast-check';
import { readCursor, writeCursor } from '../../../../../local/console/users/cursor.ts';

test('a cursor survives the address, whatever its key is', () => {
  fc.assert(
    fc.property(
      fc.record({ way: fc.nat(9), key: fc.string({ unit: 'grapheme', maxLength: 16 }), id: fc.uuid() }),
      (cursor) => {
        const text = writeCursor(cursor);

        expect(new URLSearchParams({ after: text }).toString()).toBe(`after=${text}`);
        expect(readCursor(text)).toEqual(cursor);
      },
    ),
  );
});

test('what a cursor does not need stays out of the address', () => {
  const cursor = { way: 0, key: 'nijhuis', id: '2121e9f0-90dc-4e20-b4f7-ba315265be93' };

  expect(writeCursor({ ...cursor, email: 'x' } as typeof cursor)).toBe(writeCursor(cursor));
});

test.each(['', 'x', '%%%', 'bnVsbA', writeCursor({ way: -1, key: '', id: '2121e9f0-90dc-4e20-b4f7-ba315265be93' })])(
  'the text "%s" is no cursor',
  (text) => {
    expect(() => readCursor(text)).toThrow('page that there is none of');
  },
);
