import fc from 'fast-check';
import { ByteReader } from '../../../../../local/event-source-mapping/schema-registry/byte-reader.ts';

/** As the Avro specification defines it. */
function zigZagBytes(value: bigint): Buffer {
  let rest = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
  const bytes: number[] = [];
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}

test('a number of 64 bits keeps all its digits', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
      const reader = new ByteReader(zigZagBytes(value));

      expect(String(reader.zigZag())).toBe(String(value));
      expect(reader.remaining).toBe(0);
    }),
    { examples: [[0n], [-1n], [63n], [64n], [2n ** 48n - 1n], [2n ** 48n], [-(2n ** 48n)], [-(2n ** 63n)]] },
  );
});

test('a small number is no bigint', () => {
  expect(new ByteReader(zigZagBytes(-(2n ** 40n))).zigZag()).toBe(-(2 ** 40));
});

test('a number that does not end within 64 bits is refused', () => {
  expect(() => new ByteReader(Buffer.alloc(11, 0xff)).zigZag()).toThrow('more than 64 bits');
});

test('nothing is read beyond the end', () => {
  const reader = new ByteReader(Buffer.from([1, 2, 3]));
  reader.skip(2);

  expect(() => reader.skip(2)).toThrow('it ends after 3 bytes, where 2 more should follow byte 2');
  expect(reader.byte()).toBe(3);
  expect(() => reader.byte()).toThrow('it ends after 3 bytes');
});

test.each([-1n, 2n ** 60n])('%s counts nothing', (value) => {
  expect(() => new ByteReader(zigZagBytes(value)).count()).toThrow(`it has the length ${value}`);
});

test('an unsigned number of 32 bits is read', () => {
  fc.assert(
    fc.property(fc.nat({ max: 0xffff_ffff }), (value) => {
      const bytes: number[] = [];
      let rest = value;
      for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
      const reader = new ByteReader(Buffer.from([...bytes, rest, 9]));

      expect(reader.unsigned()).toBe(value);
      expect(reader.remaining).toBe(1);
    }),
    { examples: [[0], [127], [128], [0xffff_ffff]] },
  );
});

test('an unsigned number that does not end within 32 bits is refused', () => {
  expect(() => new ByteReader(Buffer.alloc(6, 0xff)).unsigned()).toThrow('more than 32 bits before byte 5');
});
