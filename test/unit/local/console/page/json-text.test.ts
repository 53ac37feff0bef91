import fc from 'fast-check';
import { formatJson } from '../../../../../local/console/page/json-text.ts';

test('numbers and strings stay as they are written', () => {
  const text = '{"big":12345678901234567890, "exact":1.10,"a\\"{[,:":"x: [1,2] {}","twice":1,"twice":2}';

  expect(formatJson(text)).toBe(
    '{\n  "big": 12345678901234567890,\n  "exact": 1.10,\n  "a\\"{[,:": "x: [1,2] {}",\n  "twice": 1,\n  "twice": 2\n}',
  );
});

test('any JSON is written as JSON.stringify does, and what is none is none', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const lines = JSON.stringify(value, null, 2);
      expect(formatJson(JSON.stringify(value))).toBe(lines);
      expect(formatJson(JSON.stringify(value, null, '\t'))).toBe(lines);
    }),
  );
  expect(formatJson('{"a":1')).toBeUndefined();
  expect(formatJson('')).toBeUndefined();
});

test('a string of a megabyte is one', () => {
  const text = JSON.stringify({ a: '\\"x'.repeat(300_000) });

  expect(formatJson(text)).toHaveLength(text.length + '\n  '.length + ' '.length + '\n'.length);
});
