import { compileFilters } from '../../../../../local/event-source-mapping/filter/record-filter.ts';
import { kafkaRecord } from '../event-records.ts';
import { passes, passesValue } from './filtered-record.ts';

test.each([undefined, {}, { Filters: undefined }, { Filters: [] }])('the criteria %j are no filter', (criteria) => {
  expect(compileFilters(criteria, 'orders')).toBeUndefined();
});

test('a record passes when it matches one of the filters', () => {
  const filter = compileFilters(
    { Filters: [{ Pattern: '{"value":["a"]}' }, { Pattern: '{"value":["b"]}' }] },
    'orders',
  );

  const passed = ['a', 'b', 'c'].filter((text) => filter?.({ ...kafkaRecord(0), value: Buffer.from(text) }));

  expect(passed).toEqual(['a', 'b']);
});

test('ten filters and a pattern of 4096 characters are allowed', () => {
  const longest = JSON.stringify({ value: ['x'.repeat(4096 - '{"value":[""]}'.length)] });
  const criteria = { Filters: Array.from({ length: 10 }, () => ({ Pattern: longest })) };

  expect(longest).toHaveLength(4096);
  expect(compileFilters(criteria, 'orders')).toBeInstanceOf(Function);
});

test.each([
  ['Hello', true],
  ['Hell', false],
  ['', false],
  [' Hello', false],
])('a pattern for strings judges the plain string %j: %s', (value, expected) => {
  expect(passesValue({ value: ['Hello'] }, value)).toBe(expected);
});

test.each([
  ['[""]', '', true],
  ['[{"prefix":"Err"}]', 'Error 5', true],
  ['[{"prefix":"Err"}]', 'Warning', false],
  ['[{"anything-but":"a"}]', 'b', true],
  ['["42"]', '42', true],
  ['[42]', '42', false],
  ['[{"numeric":["=",42]}]', '42', false],
  ['["true"]', 'true', true],
  ['["null"]', 'null', true],
  ['["\\"x\\""]', '"x"', true],
  ['["x"]', '"x"', false],
  ['["{\\"a\\":"]', '{"a":', true],
  ['["b"]', '{"a":', false],
  ['["b"]', '[b]', false],
])(
  'the list %s judges the text %j, even where it is a JSON scalar or half a JSON object: %s',
  (list, value, expected) => {
    expect(passesValue(`{"value":${list}}`, value)).toBe(expected);
  },
);

test.each([
  ['{"a":1}', true],
  [' \t\r\n{"a":1} ', true],
  ['[{"a":1}]', true],
  ['{"a":2}', false],
  ['[{"a":2}]', false],
  ['[]', false],
  ['{}', false],
])('a pattern for JSON judges the objects and arrays of %j: %s', (value, expected) => {
  expect(passesValue({ value: { a: [1] } }, value)).toBe(expected);
});

test.each(['Hello', '', '42', '"x"', 'true', 'null', '{"a":2', '\ufeff{"a":2}'])(
  'a pattern for JSON cannot judge the plain string %j, which passes',
  (value) => {
    expect(passesValue({ value: { a: [1] } }, value)).toBe(true);
  },
);

test.each(['{"a":1}', '[]', '["Hello"]', ' [1]'])(
  'a pattern for strings cannot judge the JSON %s, which passes',
  (value) => {
    expect(passesValue({ value: ['other'] }, value)).toBe(true);
  },
);

test('nothing can judge bytes that are not UTF-8, which pass', () => {
  const value = Buffer.from([0x7b, 0xff, 0x7d]);

  expect(passes({ value: ['other'] }, { value })).toBe(true);
  expect(passes({ value: { a: [1] } }, { value })).toBe(true);
});

test('what the value cannot be judged by leaves the other fields to judge', () => {
  expect(passesValue({ value: { a: [1] }, offset: [5] }, 'Hello')).toBe(true);
  expect(passesValue({ value: { a: [1] }, offset: [6] }, 'Hello')).toBe(false);
});

test.each([
  [{ value: ['a'] }, false],
  [{ value: [''] }, false],
  [{ value: [null] }, false],
  [{ value: [{ 'anything-but': 'a' }] }, false],
  [{ value: { a: [1] } }, false],
  [{ value: { a: [{ exists: false }] } }, true],
  [{ value: [{ exists: false }] }, true],
  [{ value: [{ exists: true }] }, false],
  [{ value: ['a', { exists: false }] }, true],
])('a tombstone has no field and is no string: %j %s', (pattern, expected) => {
  expect(passes(pattern, { value: null })).toBe(expected);
});

test.each([
  ['a string', Buffer.from('a')],
  ['an empty value', Buffer.alloc(0)],
  ['JSON', Buffer.from('{"a":1}')],
  ['other bytes', Buffer.from([0xff])],
])('%s exists', (_, value) => {
  expect(passes({ value: [{ exists: true }] }, { value })).toBe(true);
  expect(passes({ value: [{ exists: false }] }, { value })).toBe(false);
  expect(passes({ value: [{ exists: false }, { exists: true }] }, { value })).toBe(true);
});

test('a list of strings that allows absence still judges only strings', () => {
  expect(passesValue({ value: ['a', { exists: false }] }, 'b')).toBe(false);
  expect(passesValue({ value: ['a', { exists: false }] }, '{"b":1}')).toBe(true);
});

test('the key is judged as the value is', () => {
  const key = Buffer.from('{"tenant":"a"}');

  expect(passes({ key: { tenant: ['a'] } }, { key })).toBe(true);
  expect(passes({ key: { tenant: ['b'] } }, { key })).toBe(false);
  expect(passes({ key: ['other'] }, { key })).toBe(true);
  expect(passes({ key: ['k'] }, { key: Buffer.from('k') })).toBe(true);
  expect(passes({ key: ['k'] }, { key: Buffer.from('l') })).toBe(false);
  expect(passes({ key: ['k'] }, { key: null })).toBe(false);
  expect(passes({ key: [{ exists: false }] }, { key: null })).toBe(true);
});

test.each([
  [{ topic: ['orders'] }, true],
  [{ topic: ['users'] }, false],
  [{ topic: [{ prefix: 'ord' }] }, true],
  [{ partition: [0] }, true],
  [{ partition: [1] }, false],
  [{ offset: [{ numeric: ['>=', 5] }] }, true],
  [{ offset: [{ numeric: ['>', 5] }] }, false],
  [{ timestamp: [1005] }, true],
  [{ timestamp: [1006] }, false],
  [{ timestampType: ['CREATE_TIME'] }, true],
  [{ timestampType: ['LOG_APPEND_TIME'] }, false],
  [{ headers: { h: ['é'] } }, true],
  [{ headers: { h: ['first'] } }, true],
  [{ headers: { h: ['other'] } }, false],
  [{ headers: { none: [null] } }, true],
  [{ headers: { none: [''] } }, false],
  [{ headers: { bytes: [{ exists: true }] } }, false],
  [{ headers: { constructor: [{ exists: false }] } }, true],
  [{ other: ['a'] }, false],
  [{ other: [{ exists: false }] }, true],
  [{ $or: [{ topic: ['users'] }, { partition: [0] }] }, true],
  [{ $or: [{ topic: ['users'] }, { partition: [1] }] }, false],
  [{ $or: [{ topic: ['users'] }, { value: ['value 5'] }] }, true],
  [{ $or: [{ topic: ['users'] }, { value: ['value 6'] }] }, false],
  [{ topic: ['orders'], value: ['value 5'] }, true],
  [{ topic: ['orders'], value: ['value 6'] }, false],
  [{ topic: ['users'], value: ['value 5'] }, false],
])('the other fields of a record are judged too: %j %s', (pattern, expected) => {
  const headers = [
    ['h', Buffer.from('first')],
    ['h', Buffer.from('é')],
    ['none', null],
    ['bytes', Buffer.from([0xff])],
  ] as const;

  expect(passes(pattern, { headers })).toBe(expected);
});

test('a header may have any name', () => {
  expect(passes('{"headers":{"__proto__":["x"]}}', { headers: [['__proto__', Buffer.from('x')]] })).toBe(true);
});

test('an exact number in one filter does not change how others compare', () => {
  const filter = compileFilters(
    { Filters: [{ Pattern: '{"value":{"a":[300]}}' }, { Pattern: '{"value":{"b":[{"numeric":["=",300]}]}}' }] },
    'orders',
  );

  const passed = ['{"a":300}', '{"a":300.0}', '{"b":300.0}'].map((text) =>
    filter?.({ ...kafkaRecord(0), value: Buffer.from(text) }),
  );

  expect(passed).toEqual([true, false, true]);
});
