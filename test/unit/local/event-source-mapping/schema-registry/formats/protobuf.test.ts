import { types } from 'node:util';
import fc from 'fast-check';
import protobuf from 'protobufjs';
import protojson from 'protobufjs/ext/protojson.js';
import {
  protobufReader,
  type SelectMessage,
} from '../../../../../../local/event-source-mapping/schema-registry/formats/protobuf.ts';

const first: SelectMessage =
  ([type]) =>
  (message) => ({ type: type as protobuf.Type, message });

function readerOf(text: string, references: Record<string, string> = {}) {
  const others = Object.entries(references).map(([name, text]) => ({ name, text }));
  return protobufReader({ dataFormat: 'PROTOBUF', text, references: others }, first);
}

function readJson(read: (payload: Buffer) => Buffer, bytes: Buffer): unknown {
  return JSON.parse(read(bytes).toString());
}

const everything = `
  syntax = "proto3";
  package test;
  enum Colour { NONE = 0; RED = 1; }
  message Everything {
    int64 large_number = 1;
    uint64 unsigned = 2;
    sint32 small = 3;
    bool flag = 4;
    double exact = 5;
    string text = 6;
    bytes raw = 7;
    Colour colour = 8;
    repeated int32 list = 9;
    map<string, int64> table = 10;
    Everything next = 11;
    oneof choice { string word = 12; int32 number = 13; }
  }`;

/** Proto3's JSON, in which what has its default value is left out. */
const json = fc.letrec<{ node: object }>((tie) => {
  const present = <Value>(values: fc.Arbitrary<Value>, isDefault: (value: Value) => boolean) =>
    fc.option(
      values.filter((value) => !isDefault(value)),
      { nil: undefined },
    );
  const signed = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);
  const text = fc.string({ unit: 'grapheme' });
  const fields = {
    largeNumber: present(signed, (value) => value === '0'),
    unsigned: present(fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }).map(String), () => false),
    small: present(fc.integer(), (value) => value === 0),
    flag: present(fc.constant(true), () => false),
    exact: present(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => value === 0),
    text: present(text, (value) => value === ''),
    raw: present(
      fc.uint8Array({ minLength: 1 }).map((bytes) => Buffer.from(bytes).toString('base64')),
      () => false,
    ),
    colour: present(fc.constant('RED'), () => false),
    list: present(fc.array(fc.integer()), (value) => value.length === 0),
    table: present(fc.dictionary(text, signed, { noNullPrototype: true }), (value) => Object.keys(value).length === 0),
    next: fc.option(tie('node'), { nil: undefined, depthSize: 'small' }),
  };
  const choice = fc.oneof(fc.record({ word: text }), fc.record({ number: fc.integer() }), fc.constant({}));
  return { node: fc.tuple(fc.record(fields), choice).map(([one, chosen]) => ({ ...one, ...chosen })) };
}).node;

test('every message comes back as the JSON that it was made of', () => {
  const type = protobuf.parse(everything).root.lookupType('test.Everything');
  const read = readerOf(everything);

  fc.assert(
    fc.property(json, (message) => {
      const plain = JSON.parse(JSON.stringify(message)) as object;
      const bytes = type.encode(protojson.fromJson(type, plain)).finish();

      expect(readJson(read, Buffer.from(bytes))).toEqual(plain);
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

test('only the messages of the schema’s own file are offered, in the order of the text', () => {
  const offered: string[] = [];
  const others = [{ name: 'other.proto', text: 'syntax = "proto3"; package p; message Before { string z = 1; }' }];
  const text =
    'syntax = "proto3"; package p; import "other.proto"; message Z { message A {} } enum E { N = 0; } message B {}';

  protobufReader({ dataFormat: 'PROTOBUF', text, references: others }, (messages) => {
    offered.push(...messages.map(({ fullName }) => fullName));
    return first(messages);
  });

  expect(offered).toEqual(['.p.Z', '.p.B']);
});

test('messages may be of imported files, which import others', () => {
  const read = readerOf('syntax = "proto3"; import "a.proto"; message M { a.A a = 1; }', {
    'b.proto': 'syntax = "proto3"; package b; import "a.proto"; message B { string text = 1; }',
    'a.proto': 'syntax = "proto3"; package a; import "b.proto"; message A { b.B b = 1; }',
  });

  expect(readJson(read, Buffer.from([10, 5, 10, 3, 10, 1, 120]))).toEqual({ a: { b: { text: 'x' } } });
});

test("Google's own types have the JSON of their own", () => {
  const read = readerOf(`
    syntax = "proto3";
    import "google/protobuf/timestamp.proto";
    import "google/protobuf/wrappers.proto";
    import "google/protobuf/descriptor.proto";
    import "confluent/meta.proto";
    extend google.protobuf.FieldOptions { string note = 50000; }
    message M { google.protobuf.Timestamp at = 1 [(note) = "x"]; google.protobuf.StringValue maybe = 2; }`);

  expect(readJson(read, Buffer.from([10, 2, 8, 60, 18, 3, 10, 1, 120]))).toEqual({
    at: '1970-01-01T00:01:00Z',
    maybe: 'x',
  });
});

test('a list of messages that are marked as the entries of a map is one, at any depth', () => {
  const read = readerOf(`
    syntax = "proto3";
    package p;
    message Outer {
      message Inner {
        repeated .p.Outer.Inner.HomePagesEntry home_pages = 1;
        repeated OldNamesEntry old_names = 2 [json_name = "formerly"];
        repeated Plain plain = 3;
        message HomePagesEntry { option map_entry = true; string key = 1; int64 value = 2; }
        message OldNamesEntry { option map_entry = true; int32 key = 1; Plain value = 2; }
        message Plain { option deprecated = true; string key = 1; }
      }
      Inner inner = 1;
    }`);
  const inner = [10, 5, 10, 1, 97, 16, 7, 18, 7, 8, 4, 18, 3, 10, 1, 98, 26, 3, 10, 1, 99];

  expect(readJson(read, Buffer.from([10, inner.length, ...inner]))).toEqual({
    inner: { homePages: { a: '7' }, formerly: { 4: { key: 'b' } }, plain: [{ key: 'c' }] },
  });
});

test.each([
  ['no list of them', 'message E { option map_entry = true; string key = 1; string value = 2; }'],
  ['no key', 'repeated E e = 1; message E { option map_entry = true; string value = 2; }'],
  ['no value', 'repeated E e = 1; message E { option map_entry = true; string key = 1; }'],
])('entries of a map with %s are refused', (_, parts) => {
  expect(() => readerOf(`syntax = "proto3"; message M { ${parts} }`)).toThrow(
    '.M.E is marked as the entry of a map, and is none',
  );
});

test('an enum number without a name stays a number', () => {
  const read = readerOf('syntax = "proto3"; enum E { A = 0; } message M { E e = 1; }');

  expect(readJson(read, Buffer.from([8, 7]))).toEqual({ e: 7 });
});

test('a field that the schema does not know is left out', () => {
  const read = readerOf('syntax = "proto3"; message M { string a = 1; }');

  expect(readJson(read, Buffer.from([10, 1, 120, 16, 1]))).toEqual({ a: 'x' });
});

test.each([
  ['a message cut short', [10, 5, 120]],
  ['a missing required field', []],
])('%s is refused', (_, message) => {
  const read = readerOf('syntax = "proto2"; message M { required string a = 1; }');

  expect(() => read(Buffer.from(message))).toThrow(Error);
});

test.each([
  ['that is no Protobuf', 'message {', 'illegal'],
  [
    'that imports what nobody knows',
    'import "x.proto"; message M {}',
    'it imports x.proto, which is not among its references',
  ],
  [
    'with a type that nobody declares',
    'syntax = "proto3"; message M { Missing a = 1; }',
    "no such Type or Enum 'Missing'",
  ],
])('a schema %s is refused', (_, text, message) => {
  expect(() => readerOf(text)).toThrow(message);
});
