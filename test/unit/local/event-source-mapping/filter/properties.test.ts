import fc from 'fast-check';
import { InvalidFilterPattern } from '../../../../../local/event-source-mapping/filter/invalid-filter-pattern.ts';
import { compileFilters } from '../../../../../local/event-source-mapping/filter/record-filter.ts';
import { meets, passes, passesValue } from './filtered-record.ts';

type Tree = { [name: string]: Tree | Leaf | Leaf[] };
type Leaf = string | number | boolean | null;

const leaf: fc.Arbitrary<Leaf> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.double({ noDefaultInfinity: true, noNaN: true }),
  fc.integer({ min: -3, max: 3 }),
  fc.boolean(),
  fc.constant(null),
);
const fieldName = fc
  .oneof(fc.constantFrom('a', 'b', '__proto__', 'constructor'), fc.string({ unit: 'binary' }))
  .filter((name) => name !== '$or');

/** An object with a leaf at the end of every path. */
const { tree } = fc.letrec<{ tree: Tree; node: Tree | Leaf | Leaf[] }>((tie) => ({
  tree: fc
    .array(fc.tuple(fieldName, tie('node')), { minLength: 1, maxLength: 4 })
    .map((entries) => Object.fromEntries(entries)),
  node: fc.oneof({ depthSize: 'small' }, leaf, fc.array(leaf, { minLength: 1, maxLength: 3 }), tie('tree')),
}));

/** Numbers as one may write them, with their values. */
const writtenNumber = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.oneof(fc.constant('0'), fc.bigInt({ min: 1n, max: 10n ** 20n }).map(String)),
    fc.oneof(fc.constant(''), fc.stringMatching(/^\.\d{1,20}$/)),
    fc.oneof(fc.constant(''), fc.stringMatching(/^[eE][+-]?\d{1,3}$/)),
  )
  .map((parts) => parts.join(''));

/** Lists of conditions in which every operator occurs. */
const conditions = fc
  .array(
    fc.oneof(
      leaf,
      fc.record({ prefix: fc.string({ maxLength: 2 }) }),
      fc.record({ suffix: fc.record({ 'equals-ignore-case': fc.string({ maxLength: 2 }) }) }),
      fc.record({ wildcard: fc.constantFrom('*', 'a*', '*b*') }),
      fc.record({ 'anything-but': fc.array(fc.string({ maxLength: 2 }), { minLength: 1 }) }),
      fc.record({ numeric: fc.tuple(fc.constantFrom('=', '<', '<=', '>', '>='), fc.integer({ min: -9, max: 9 })) }),
      fc.record({ cidr: fc.constantFrom('10.0.0.0/8', '::/64') }),
      fc.record({ exists: fc.boolean() }),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((list) => JSON.stringify(list));

/** Objects, arrays and scalars under few names, so that patterns under the same names have something to meet. */
const { json: someJson } = fc.letrec((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.constantFrom('ab', '10.1.2.3', '::1'),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b'), tie('json')),
  ),
}));

/** The pattern that names every path of an object and, at its end, one of the values there. */
function exactPattern(object: Tree): object {
  const entries = Object.entries(object).map(([name, node]) => {
    if (Array.isArray(node)) return [name, node.slice(-1)];
    return [name, typeof node === 'object' && node !== null ? exactPattern(node) : [node]];
  });
  return Object.fromEntries(entries);
}

test('an object meets the pattern that is made of it', () => {
  fc.assert(
    fc.property(tree, (object) => {
      const pattern = JSON.stringify({ value: exactPattern(object) });
      fc.pre(pattern.length <= 4096);

      expect(passesValue(pattern, JSON.stringify(object))).toBe(true);
      expect(passesValue(pattern, JSON.stringify([{}, object]))).toBe(true);
    }),
  );
});

test('anything-but is the negation of the value that it excludes', () => {
  const excluded = fc.oneof(fc.string({ maxLength: 2 }), fc.integer({ min: -3, max: 3 }));

  fc.assert(
    fc.property(excluded, leaf, (wanted, value) => {
      const isMet = meets(JSON.stringify([wanted]), JSON.stringify(value));

      expect(meets(JSON.stringify([{ 'anything-but': wanted }]), JSON.stringify(value))).toBe(!isMet);
    }),
  );
});

test('numbers meet those that are written alike, and no others', () => {
  fc.assert(
    fc.property(writtenNumber, writtenNumber, (wanted, other) => {
      expect(meets(`[${wanted}]`, wanted)).toBe(true);
      expect(meets(`[${wanted}]`, JSON.stringify(Number(wanted)))).toBe(JSON.stringify(Number(wanted)) === wanted);
      expect(meets(`[${wanted}]`, other)).toBe(wanted === other);
    }),
  );
});

test('numeric compares as the numbers themselves do', () => {
  const decimal = fc.integer({ min: -5_000_000, max: 5_000_000 }).map((thousandths) => thousandths / 1000);
  const near = fc.tuple(decimal, fc.constantFrom(0, -1e-6, 1e-6)).map(([base, step]) => {
    return [base, Number((base + step).toFixed(6))] as const;
  });

  fc.assert(
    fc.property(fc.oneof(near, fc.tuple(decimal, decimal)), ([value, limit]) => {
      const met = ['=', '<', '<=', '>', '>='].map((operator) =>
        meets(JSON.stringify([{ numeric: [operator, limit] }]), value.toFixed(6)),
      );

      expect(met).toEqual([value === limit, value < limit, value <= limit, value > limit, value >= limit]);
    }),
  );
});

test('wildcards match what the regular expressions match', () => {
  const piece = fc.constantFrom('a', 'b', 'ab', '.', '\\*', '\\\\');
  const pattern = fc
    .array(fc.oneof(piece, fc.constant('*')), { maxLength: 7 })
    .map((pieces) => pieces.filter((one, index) => one !== '*' || pieces[index - 1] !== '*').join(''));
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*', '\\'), maxLength: 8 });

  fc.assert(
    fc.property(pattern, text, (wildcard, value) => {
      const source = wildcard.replaceAll(/\\[\\*]|[.]|[*]/g, (found) => {
        if (found === '*') return '[^]*';
        return found === '.' ? '\\.' : found;
      });

      const met = meets(JSON.stringify([{ wildcard }]), JSON.stringify(value));

      expect(met).toBe(new RegExp(`^${source}$`).test(value));
    }),
    { numRuns: 1000 },
  );
});

test('$or is met when one of its branches would be, at whatever level it stands', () => {
  fc.assert(
    fc.property(conditions, conditions, someJson, someJson, (left, right, value, other) => {
      const record = JSON.stringify({ f: value, g: other });
      const pattern = (inner: string) => `{"value":{"f":${inner}}}`;

      const either = passesValue(pattern(`{"$or":[{"a":${left}},{"b":${right}}]}`), record);
      const within = passesValue(`{"value":{"$or":[{"f":{"a":${left}}},{"f":{"b":${right}}}]}}`, record);
      const outside = passesValue(`{"$or":[{"value":{"f":{"a":${left}}}},{"value":{"f":{"b":${right}}}}]}`, record);

      const one = passesValue(pattern(`{"a":${left}}`), record) || passesValue(pattern(`{"b":${right}}`), record);
      expect([either, within, outside]).toEqual([one, one, one]);
    }),
    { numRuns: 1000 },
  );
});

test('a list is met when one of its conditions would be', () => {
  fc.assert(
    fc.property(conditions, someJson, (list, value) => {
      const record = JSON.stringify(value);
      const entries: unknown[] = JSON.parse(list);

      const alone = entries.map((entry) => meets(JSON.stringify([entry]), record));

      expect(meets(list, record)).toBe(alone.includes(true));
    }),
    { numRuns: 1000 },
  );
});

test('a record never makes the filter throw', () => {
  const bytes = fc.oneof(
    fc.uint8Array().map((array) => Buffer.from(array)),
    fc
      .oneof(
        fc.json(),
        fc.string({ unit: 'binary' }),
        someJson.map((value) => JSON.stringify(value)),
      )
      .map((text) => Buffer.from(text)),
    fc.constant(null),
  );
  const address = fc
    .oneof(fc.ipV4(), fc.ipV4Extended(), fc.ipV6())
    .map((text) => Buffer.from(JSON.stringify({ a: text })));
  const headers = fc.array(fc.tuple(fc.string(), bytes), { maxLength: 2 });

  fc.assert(
    fc.property(conditions, fc.oneof(bytes, address), bytes, headers, (list, value, key, headerList) => {
      const pattern = `{"value":{"a":${list}},"key":${list},"headers":{"a":${list}},"$or":[{"value":${list}},{"x":${list}}]}`;

      expect(typeof passes(pattern, { value, key, headers: headerList })).toBe('boolean');
    }),
    { numRuns: 1000 },
  );
});

test('a pattern is compiled or refused in words, whatever it is', () => {
  const nearlyPattern = fc
    .tuple(fc.constantFrom('prefix', 'anything-but', 'numeric', 'cidr', 'exists', 'wildcard', '$or'), fc.json())
    .map(([operator, operand]) => `{"value":{"a":[{"${operator}":${operand}}]}}`);
  const nested = fc
    .tuple(fc.constantFrom('[', '{"$or":[', '{"a":', '[{"anything-but":'), fc.nat({ max: 4096 }))
    .map(([open, length]) => open.repeat(length).slice(0, 4096));

  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), nearlyPattern, nested), (Pattern) => {
      try {
        compileFilters({ Filters: [{ Pattern }] }, 'orders');
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidFilterPattern);
      }
    }),
    { numRuns: 1000 },
  );
});

test('the deepest pattern that fits finds the field that it names', () => {
  const depth = Math.floor((4096 - '{"value":["x"]}'.length) / '{"a":}'.length);
  const nest = (inner: string, levels: number) => `${'{"a":'.repeat(levels)}${inner}${'}'.repeat(levels)}`;
  const pattern = `{"value":${nest('["x"]', depth)}}`;

  expect(passesValue(pattern, nest('"x"', depth))).toBe(true);
  expect(passesValue(pattern, nest('"x"', depth + 1))).toBe(false);
});
