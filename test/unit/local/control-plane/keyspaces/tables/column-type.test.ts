import fc from 'fast-check';
import { AwsError } from '../../../../../../local/control-plane/aws-error.ts';
import {
  cqlOf,
  isKeyType,
  isSameType,
  parseColumnType,
  userTypesOf,
} from '../../../../../../local/control-plane/keyspaces/tables/column-type.ts';

test.each([
  ['TEXT', 'text'],
  [' varint ', 'varint'],
  ['map<text,frozen<list<INT>>>', 'map<text, frozen<list<int>>>'],
  ['frozen<list<list<int>>>', 'frozen<list<list<int>>>'],
  ['tuple<int, text, list<date>>', 'tuple<int, text, list<date>>'],
  ['frozen<Address>', 'frozen<"address">'],
  ['frozen<"Address">', 'frozen<"Address">'],
])('%s is %s', (text, cql) => {
  expect(cqlOf(parseColumnType(text))).toBe(cql);
});

test.each([
  ['', /Invalid type/],
  ['int int', /Invalid type/],
  ['int<text>', /Invalid type/],
  ['list<>', /Invalid type/],
  ['list<int', /Invalid type/],
  ['list<int>>', /Invalid type/],
  ['set<int, int>', /Invalid type/],
  ['a.b', /Invalid type/],
  ['"a"; DROP TABLE b', /Invalid type/],
  ['vector<float, 3>', /Invalid type/],
  ['duration', /not supported/],
  ['frozen<int>', /frozen<> is only allowed/],
  ['list<set<int>>', /Non-frozen/],
  ['list<address>', /Non-frozen/],
  ['frozen<list<counter>>', /Counters/],
  [`${'frozen<'.repeat(9)}int${'>'.repeat(9)}`, /more than 8 levels/],
])('%s is refused', (text, message) => {
  expect(() => parseColumnType(text)).toThrow(message);
});

test('whatever is written, it is refused or becomes a type that holds nothing else', () => {
  const piece = fc.oneof(
    fc.constantFrom('int', 'list', 'map', 'frozen', '<', '>', ',', ' ', '"', '""', "'", ';', '--', ')', 'Own', 'a.b'),
    fc.string({ maxLength: 3 }),
  );
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

  fc.assert(
    fc.property(text, (written) => {
      let cql: string;
      try {
        cql = cqlOf(parseColumnType(written));
      } catch (error) {
        expect(error).toBeInstanceOf(AwsError);
        return;
      }
      expect(cql).toMatch(/^([a-z]+|"\w{1,48}")(<.+>)?$/);
      expect(cql.replaceAll(/"\w+"/g, '')).toMatch(/^[a-z<>, ]*$/);
      expect(cqlOf(parseColumnType(cql))).toBe(cql);
    }),
    { numRuns: 2000 },
  );
});

test('finds the user-defined types that a type is made of', () => {
  expect(userTypesOf(parseColumnType('map<text, frozen<tuple<Address, "Phone">>>'))).toEqual(['address', 'Phone']);
});

test.each([
  ['uuid', true],
  ['frozen<list<int>>', true],
  ['list<int>', false],
  ['address', false],
  ['counter', false],
])('whether %s can be a key: %s', (text, expected) => {
  expect(isKeyType(parseColumnType(text))).toBe(expected);
});

test.each([
  ['varchar', 'TEXT', true],
  ['tuple<int, varchar>', 'frozen<tuple<int, text>>', true],
  ['frozen<list<list<int>>>', 'frozen<list<frozen<list<int>>>>', true],
  ['list<int>', 'frozen<list<int>>', false],
  ['"varchar"', 'varchar', false],
  ['int', 'bigint', false],
])('whether %s and %s are the same: %s', (one, other, expected) => {
  expect(isSameType(parseColumnType(one), parseColumnType(other))).toBe(expected);
});
