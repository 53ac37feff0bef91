import { passesValue } from './filtered-record.ts';

test.each([
  ['{"a":1,"b":2}', true],
  ['{"b":2,"a":1,"c":3}', true],
  ['{"a":1,"b":3}', false],
  ['{"a":2,"b":2}', false],
  ['{"a":1}', false],
  ['{"b":2}', false],
  ['{}', false],
])('all the fields of a pattern must be met: %s %s', (value, expected) => {
  expect(passesValue({ value: { a: [1], b: [2] } }, value)).toBe(expected);
});

test.each([
  ['{"a":{"b":{"c":"x"}}}', true],
  ['{"a":{"b":{"c":"y"}}}', false],
  ['{"a":{"b":"x"}}', false],
  ['{"a":null}', false],
  ['{"c":"x"}', false],
  ['{"a.b.c":"x"}', false],
])('fields are found where the pattern has them: %s %s', (value, expected) => {
  expect(passesValue({ value: { a: { b: { c: ['x'] } } } }, value)).toBe(expected);
});

test.each([
  ['["x","y"]', true],
  ['[["x"],"y"]', true],
  ['["y",[["x"]]]', true],
  ['["y"]', false],
  ['[]', false],
  ['[{"f":"x"}]', false],
])('an array meets conditions by any of its elements: %s %s', (array, expected) => {
  expect(passesValue({ value: { f: ['x'] } }, `{"f":${array}}`)).toBe(expected);
});

test.each([
  ['[{"name":"Anna","last":"Smith"}]', true],
  ['[{"name":"Bo","last":"Jones"},{"name":"Anna","last":"Smith"}]', true],
  ['[[{"name":"Bo"}],[{"name":"Anna","last":"Smith"}]]', true],
  ['[{"name":"Anna","last":"Jones"},{"name":"Bo","last":"Smith"}]', false],
  ['["Anna","Smith"]', false],
  ['[]', false],
])('one object of an array must meet all the fields: %s %s', (array, expected) => {
  expect(passesValue({ value: { people: { name: ['Anna'], last: ['Smith'] } } }, `{"people":${array}}`)).toBe(expected);
});

test.each([
  ['[{"a":1},{"a":2}]', true],
  ['[{"a":1}]', false],
  ['[2]', false],
])('a value may be an array itself: %s %s', (value, expected) => {
  expect(passesValue({ value: { a: [2] } }, value)).toBe(expected);
});

test.each([
  ['{}', true],
  ['{"a":"scalar"}', true],
  ['{"a":{}}', true],
  ['{"a":{"b":{"c":1}}}', true],
  ['{"a":{"b":[]}}', true],
  ['{"a":{"b":1}}', false],
  ['{"a":{"b":null}}', false],
  ['{"a":[]}', true],
  ['{"a":[{"c":1},{"c":2}]}', true],
  ['{"a":[{"b":1},{"c":2}]}', false],
  ['{"a":[{"c":1},{"b":2}]}', false],
])('a field that must not exist may be missing at any level, and in every element: %s %s', (value, expected) => {
  expect(passesValue({ value: { a: { b: [{ exists: false }] } } }, value)).toBe(expected);
});

test.each([
  ['{"a":[{"b":1},{"c":2}]}', true],
  ['{"a":[{"b":1,"c":2}]}', false],
  ['{"a":[{"c":3}]}', false],
  ['{"a":{"c":2}}', true],
  ['{}', false],
])('beside a field that is there, absence is asked of the same element: %s %s', (value, expected) => {
  expect(passesValue({ value: { a: { b: [{ exists: false }], c: [2] } } }, value)).toBe(expected);
});

test.each([
  ['{"a":1}', true],
  ['{"b":1}', true],
  ['{"a":2}', false],
  ['{"a":{"c":3}}', true],
])('a list may allow a field to be absent: %s %s', (value, expected) => {
  expect(passesValue({ value: { a: [1, { exists: false }] } }, value)).toBe(expected);
});

test.each([
  ['{"a":{}}', true],
  ['{"a":{"b":1}}', false],
  ['{"a":{"c":1}}', false],
])('several fields may have to be absent: %s %s', (value, expected) => {
  expect(passesValue({ value: { a: { b: [{ exists: false }], c: [{ exists: false }] } } }, value)).toBe(expected);
});

test.each([
  ['{"a":1}', true],
  ['{"b":2,"c":3}', true],
  ['{"b":2}', false],
  ['{"c":3}', false],
  ['{}', false],
])('$or takes any branch, and all of a branch: %s %s', (value, expected) => {
  expect(passesValue({ value: { $or: [{ a: [1] }, { b: [2], c: [3] }] } }, value)).toBe(expected);
});

test.each([
  ['{"x":{"a":1},"y":0}', true],
  ['{"x":{"b":[9,2]},"y":0}', true],
  ['{"x":{"b":2},"y":1}', false],
  ['{"x":{"c":2},"y":0}', false],
])('$or may stand at any level, beside other fields and in itself: %s %s', (value, expected) => {
  const inner = { $or: [{ b: [1] }, { $or: [{ b: [2] }, { b: [3] }] }] };

  expect(passesValue({ value: { x: { $or: [{ a: [1] }, inner] }, y: [0] } }, value)).toBe(expected);
});

test.each([
  ['{"a":1,"b":1}', false],
  ['{"a":1}', true],
  ['{"b":1}', true],
  ['{"f":[{"a":1},{"b":1}]}', true],
])('a branch of $or may ask for absence: %s %s', (value, expected) => {
  const pattern = { value: { $or: [{ a: [{ exists: false }] }, { b: [{ exists: false }] }] } };

  expect(passesValue(pattern, value)).toBe(expected);
});

test('absence within $or has to hold in every element of an array', () => {
  const pattern = { value: { f: { $or: [{ a: [{ exists: false }] }, { b: [{ exists: false }] }] } } };

  expect(passesValue(pattern, '{"f":[{"a":1},{"b":1}]}')).toBe(false);
  expect(passesValue(pattern, '{"f":[{"a":1},{"c":1}]}')).toBe(true);
});

test('operators are names like others outside of $or', () => {
  expect(passesValue({ value: { prefix: ['a'], numeric: [300] } }, '{"prefix":"a","numeric":300}')).toBe(true);
  expect(passesValue({ value: { prefix: ['a'], numeric: [300] } }, '{"prefix":"a","numeric":300.0}')).toBe(false);
});

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', ''])('%j is a name like others', (name) => {
  const pattern = `{"value":{${JSON.stringify(name)}:[{"anything-but":"no"}]}}`;

  expect(passesValue(pattern, '{"a":1}')).toBe(false);
  expect(passesValue(pattern, `{${JSON.stringify(name)}:"no"}`)).toBe(false);
  expect(passesValue(pattern, `{${JSON.stringify(name)}:"yes"}`)).toBe(true);
  expect(passesValue(`{"value":{"a":{${JSON.stringify(name)}:["x"]}}}`, `{"a":{${JSON.stringify(name)}:"x"}}`)).toBe(
    true,
  );
});

test('the last of a name written twice counts, in records and in patterns', () => {
  expect(passesValue('{"value":{"a":[1]}}', '{"a":2,"a":1}')).toBe(true);
  expect(passesValue('{"value":{"a":[1]}}', '{"a":1,"a":2}')).toBe(false);
  expect(passesValue('{"value":{"a":[2],"a":[1]}}', '{"a":1}')).toBe(true);
});

test.each([
  ['arrays', '[', ']'],
  ['objects', '{"a":', '}'],
])('%s nested a hundred thousand deep are read to the end', (_, open, close) => {
  const deep = `${open.repeat(100_000)}3.0e2${close.repeat(100_000)}`;

  expect(passesValue({ value: { f: [{ numeric: ['=', 300] }, { exists: false }] } }, `{"f":${deep}}`)).toBe(true);
  expect(passesValue({ value: { f: [7], g: [1] } }, `{"f":[${deep},7],"g":1}`)).toBe(true);
});
