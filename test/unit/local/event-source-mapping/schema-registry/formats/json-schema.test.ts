import { jsonSchemaReader } from '../../../../../../local/event-source-mapping/schema-registry/formats/json-schema.ts';

function readerOf(schema: unknown, references: Record<string, unknown> = {}) {
  const others = Object.entries(references).map(([name, one]) => ({ name, text: JSON.stringify(one) }));
  return jsonSchemaReader({ dataFormat: 'JSON', text: JSON.stringify(schema), references: others });
}

function accepts(read: (payload: Buffer) => Buffer, value: unknown): boolean {
  try {
    read(Buffer.from(JSON.stringify(value)));
    return true;
  } catch {
    return false;
  }
}

test('a valid document stays as it was written', () => {
  const payload = Buffer.from('{ "x" : 1.0, "y": 12345678901234567890 }');

  expect(readerOf({ properties: { x: { type: 'integer' } } })(payload)).toBe(payload);
});

test.each([
  ['of another type', { type: 'object' }, '[]', 'it must be object'],
  ['with a wrong part', { properties: { a: { items: { type: 'string' } } } }, '{"a":["x",1]}', '/a/1 must be string'],
  ['that lacks a part', { required: ['a'] }, '{}', "it must have required property 'a'"],
  [
    'of no known form',
    { properties: { a: { format: 'date-time' } } },
    '{"a":"today"}',
    '/a must match format "date-time"',
  ],
])('a document %s is refused', (_, schema, text, message) => {
  expect(() => readerOf(schema)(Buffer.from(text))).toThrow(message);
});

test.each([
  ['no JSON', Buffer.from('{'), 'JSON'],
  ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'it is not UTF-8'],
])('a payload that is %s is refused', (_, payload, message) => {
  expect(() => readerOf(true)(payload)).toThrow(message);
});

test.each([
  ['draft 7, when it names none', undefined, { items: [{ type: 'string' }] }],
  [
    'draft 4',
    'http://json-schema.org/draft-04/schema#',
    { items: { type: 'string' }, exclusiveMinimum: false, minimum: 0 },
  ],
  ['draft 6', 'http://json-schema.org/draft-06/schema#', { contains: { const: 'x' } }],
  ['draft 7', 'http://json-schema.org/draft-07/schema#', { items: [{ type: 'string' }] }],
  ['2019-09', 'https://json-schema.org/draft/2019-09/schema', { items: [{ type: 'string' }], unevaluatedItems: true }],
  ['2020-12', 'https://json-schema.org/draft/2020-12/schema', { prefixItems: [{ type: 'string' }] }],
])('a schema is read by the rules of %s', (_, $schema, rules) => {
  const read = readerOf({ $schema, ...rules });

  expect(accepts(read, ['x'])).toBe(true);
  expect(accepts(read, [1])).toBe(false);
});

test.each([
  [
    { $schema: 'http://json-schema.org/draft-03/schema#' },
    'the schema follows http://json-schema.org/draft-03/schema#',
  ],
  [{ type: 'text' }, 'schema is invalid'],
  [{ $schema: 'http://json-schema.org/draft-04/schema#', exclusiveMinimum: 1 }, 'schema is invalid'],
  [{ $schema: 'http://json-schema.org/draft-06/schema#', exclusiveMinimum: true }, 'schema is invalid'],
  [{ $async: true }, '$async'],
  [{ $ref: 'https://example.com/elsewhere.json' }, "can't resolve reference"],
  ['a text', 'the schema is neither an object nor a boolean'],
  [null, 'the schema is neither an object nor a boolean'],
])('the schema %j is refused', (schema, message) => {
  expect(() => readerOf(schema)).toThrow(message);
});

test.each([
  ['by its own name', undefined, 'name.json', 'name.json'],
  ['relative to the schema', 'https://example.com/schemas/user.json', 'name.json', 'name.json'],
  [
    'by its whole address',
    'https://example.com/user.json',
    'https://other.org/name.json',
    'https://other.org/name.json',
  ],
])('a reference is found %s', (_, $id, $ref, name) => {
  const read = readerOf({ $id, properties: { name: { $ref } } }, { [name]: { type: 'string' } });

  expect(accepts(read, { name: 'x' })).toBe(true);
  expect(accepts(read, { name: 1 })).toBe(false);
});

test('a reference of draft 4 is relative to the id without a dollar', () => {
  const $schema = 'http://json-schema.org/draft-04/schema#';
  const id = 'https://example.com/schemas/user.json';
  const read = readerOf(
    { $schema, id, properties: { name: { $ref: 'name.json' } } },
    { 'name.json': { type: 'string' } },
  );

  expect(accepts(read, { name: 'x' })).toBe(true);
  expect(accepts(read, { name: 1 })).toBe(false);
});

test('two schemas may have the same names for different things', () => {
  const $id = 'https://example.com/same.json';
  const first = readerOf({ $id, $ref: 'part.json' }, { 'part.json': { type: 'string' } });
  const second = readerOf({ $id, $ref: 'part.json' }, { 'part.json': { type: 'integer' } });

  expect([accepts(first, 'x'), accepts(first, 1)]).toEqual([true, false]);
  expect([accepts(second, 'x'), accepts(second, 1)]).toEqual([false, true]);
});

test('a pattern that only other languages take is taken', () => {
  const read = readerOf({ pattern: '^\\d{2}\\-\\d{2}$' });

  expect(accepts(read, '12-34')).toBe(true);
  expect(accepts(read, '1234')).toBe(false);
});

test('words and formats that the standard does not know are passed over', () => {
  expect(accepts(readerOf({ 'connect.index': 1, format: 'country', type: 'string' }), 'x')).toBe(true);
});
