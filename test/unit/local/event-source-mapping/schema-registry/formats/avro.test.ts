import { types } from 'node:util';
import avro from 'avsc';
import fc from 'fast-check';
import { avroReader } from '../../../../../../local/event-source-mapping/schema-registry/formats/avro.ts';

function readerOf(schema: unknown, ...references: unknown[]) {
  const others = references.map((text, index) => ({ name: `${index}`, text: JSON.stringify(text) }));
  return avroReader({ dataFormat: 'AVRO', text: JSON.stringify(schema), references: others });
}

function readJson(schema: unknown, bytes: Buffer): unknown {
  return JSON.parse(readerOf(schema)(bytes).toString());
}

const everything = {
  type: 'record',
  name: 'Everything',
  namespace: 'test',
  fields: [
    { name: 'flag', type: 'boolean' },
    { name: 'small', type: 'int' },
    { name: 'large', type: { type: 'long', logicalType: 'timestamp-millis' } },
    { name: 'single', type: 'float' },
    { name: 'exact', type: 'double' },
    { name: 'text', type: 'string' },
    { name: 'raw', type: 'bytes' },
    { name: 'hash', type: { type: 'fixed', name: 'Hash', size: 4 } },
    { name: 'colour', type: { type: 'enum', name: 'Colour', symbols: ['RED', 'GREEN'] } },
    { name: 'maybe', type: ['null', 'string'] },
    { name: 'list', type: { type: 'array', items: ['null', 'int', { type: 'array', items: 'boolean' }] } },
    { name: 'table', type: { type: 'map', values: 'double' } },
    { name: 'next', type: ['null', 'Everything'] },
  ],
} as const;

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const raw = (length?: number) =>
  fc.uint8Array({ minLength: length, maxLength: length ?? 20 }).map((bytes) => Buffer.from(bytes));
const nullable = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: null });
const text = fc.string({ unit: 'grapheme' });

/** A value with how avsc takes it and how it should stand in JSON. */
const cases = fc.letrec<{ node: { avsc: object; json: object } }>((tie) => ({
  node: fc
    .record({
      plain: fc.record({
        flag: fc.boolean(),
        small: fc.integer(),
        // avsc itself writes no greater number rightly.
        large: fc.integer({ min: -(2 ** 52), max: 2 ** 52 }),
        single: fc.float({ noNaN: true, noDefaultInfinity: true }),
        exact: finite,
        text,
        colour: fc.constantFrom('RED', 'GREEN'),
        table: fc.dictionary(text, finite, { noNullPrototype: true }),
      }),
      raw: raw(),
      hash: raw(4),
      maybe: nullable(text),
      list: fc.array(fc.oneof(fc.constant(null), fc.integer(), fc.array(fc.boolean()))),
      next: fc.option(tie('node'), { nil: null, depthSize: 'small' }),
    })
    .map(({ plain, raw, hash, maybe, list, next }) => ({
      avsc: {
        ...plain,
        raw,
        hash,
        maybe: maybe === null ? null : { string: maybe },
        list: list
          .map((one) => one !== null && { [Array.isArray(one) ? 'array' : 'int']: one })
          .map((one) => one || null),
        next: next && { 'test.Everything': next.avsc },
      },
      json: {
        ...plain,
        raw: raw.toString('latin1'),
        hash: hash.toString('latin1'),
        maybe,
        list,
        next: next?.json ?? null,
      },
    })),
})).node;

test('every value comes back as plain JSON', () => {
  const type = avro.Type.forSchema(everything as never, { wrapUnions: 'always' });
  const read = readerOf(everything);

  fc.assert(
    fc.property(cases, ({ avsc, json }) => {
      expect(JSON.parse(read(type.toBuffer(avsc)).toString())).toEqual(JSON.parse(JSON.stringify(json)));
    }),
  );
});

test('no bytes make the reading do more than throw', () => {
  const read = readerOf(everything);

  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        JSON.parse(read(Buffer.from(bytes)).toString());
      } catch (error) {
        // Not by its class: Node's own errors have that of another realm than the tests.
        expect(types.isNativeError(error)).toBe(true);
        expect((error as Error).name).not.toBe('SyntaxError');
      }
    }),
  );
});

test('a long keeps digits that a JavaScript number has not', () => {
  const bytes = Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]);

  expect(readerOf('long')(bytes).toString()).toBe('-9223372036854775808');
});

test.each([
  [Number.NaN, 'NaN'],
  [Number.NEGATIVE_INFINITY, '-Infinity'],
])('%s is text, since JSON has no such number', (value, json) => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);

  expect(readJson('double', bytes)).toBe(json);
});

test('a union may hold records that look alike', () => {
  const point = (name: string) => ({ type: 'record', name, fields: [{ name: 'x', type: 'int' }] });

  expect(readJson([point('A'), point('B')], Buffer.from([2, 4]))).toEqual({ x: 2 });
});

test('an array may come in blocks, with or without their size in bytes', () => {
  expect(readJson({ type: 'array', items: 'int' }, Buffer.from([2, 2, 3, 4, 4, 6, 0]))).toEqual([1, 2, 3]);
});

test('a schema may name the types of those that it refers to', () => {
  const name = { type: 'record', name: 'Name', namespace: 'people', fields: [{ name: 'first', type: 'string' }] };
  const user = { type: 'record', name: 'User', fields: [{ name: 'name', type: 'people.Name' }] };

  expect(readerOf(user, name)(Buffer.from([4, 65, 98])).toString()).toBe('{"name":{"first":"Ab"}}');
});

test.each([
  ['too few bytes', 'string', [8, 65], 'it ends after 2 bytes'],
  ['bytes that are left over', 'int', [2, 2, 2], '2 bytes follow what the schema describes'],
  ['a boolean that is none', 'boolean', [7], 'byte 0 is 7, where a boolean should be'],
  ['an int that is a long', 'int', [0xfe, 0xff, 0xff, 0xff, 0x1f], 'is more than an int holds'],
  ['a branch that the union has not', ['null', 'int'], [4], 'it chooses number 2 of 2'],
  ['a length below zero', 'bytes', [1], 'it has the length -1'],
  ['an array longer than its bytes', { type: 'array', items: 'int' }, [0xfe, 0xff, 0xff, 0xff, 0x0f], 'it ends after'],
])('%s is refused', (_, schema, bytes, message) => {
  expect(() => readerOf(schema)(Buffer.from(bytes))).toThrow(message);
});

test('a few bytes do not become gigabytes of nulls', () => {
  const billions = Buffer.from([0xfe, 0xff, 0xff, 0xff, 0xff, 0x3f, 0]);

  expect(() => readerOf({ type: 'array', items: 'null' })(billions)).toThrow('its JSON is longer than');
});

test('a value that is nested without end is refused', () => {
  const list = { type: 'record', name: 'List', fields: [{ name: 'next', type: ['null', 'List'] }] };

  expect(() => readerOf(list)(Buffer.alloc(1_000_000, 2))).toThrow('Maximum call stack size exceeded');
});

test.each([
  ['no JSON', '{'],
  ['an unknown type', '"uuid"'],
  ['a name that is none', '{"type":"enum","name":"a b","symbols":["A"]}'],
])('a schema that is %s is refused', (_, text) => {
  expect(() => avroReader({ dataFormat: 'AVRO', text, references: [] })).toThrow(Error);
});
