import fc from 'fast-check';
import { chunk } from '../../../../lambdas/core/chunk.ts';

const roomy = 1_000_000;
const itself = (size: number) => size;

test('7 items are chunks of 3, 3 and 1 in order', () => {
  expect(chunk([1, 2, 3, 4, 5, 6, 7], itself, { items: 3, bytes: roomy })).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
});

test('a chunk may have exactly as many bytes as are allowed, and not one more', () => {
  expect(chunk([50, 50, 50], itself, { items: 10, bytes: 100 })).toEqual([[50, 50], [50]]);
  expect(chunk([50, 50, 50], itself, { items: 10, bytes: 99 })).toEqual([[50], [50], [50]]);
});

test('an item that is too large comes alone, and those around it are chunked as ever', () => {
  expect(chunk([10, 20, 101, 30, 40], itself, { items: 10, bytes: 100 })).toEqual([[10, 20], [101], [30, 40]]);
  expect(chunk([101, 102], itself, { items: 10, bytes: 100 })).toEqual([[101], [102]]);
});

test('items that take nothing are still counted', () => {
  expect(chunk([0, 0, 0], itself, { items: 2, bytes: 0 })).toEqual([[0, 0], [0]]);
});

test('no items are no chunk', () => {
  expect(chunk([], itself, { items: 10, bytes: roomy })).toEqual([]);
});

test('each item is measured once', () => {
  const measured: string[] = [];
  const bytesOf = (item: string) => measured.push(item);

  chunk(['a', 'b', 'c'], bytesOf, { items: 2, bytes: 3 });

  expect(measured).toEqual(['a', 'b', 'c']);
});

test('chunks keep the order, lose nothing, respect the limits and are no smaller than they must be', () => {
  const sizes = fc.array(fc.nat({ max: 300 }));
  const limits = fc.record({ items: fc.integer({ min: 1, max: 8 }), bytes: fc.integer({ min: 1, max: 900 }) });

  fc.assert(
    fc.property(sizes, limits, (all, limit) => {
      const list = all.map((size, number) => ({ size, number }));

      const chunks = chunk(list, ({ size }) => size, limit);

      expect(chunks.flat()).toEqual(list);
      for (const [index, one] of chunks.entries()) {
        const size = one.reduce((sum, item) => sum + item.size, 0);
        const next = chunks[index + 1]?.[0];
        expect(one.length).toBeGreaterThan(0);
        expect(one.length).toBeLessThanOrEqual(limit.items);
        expect(size <= limit.bytes || one.length === 1).toBe(true);
        expect(next === undefined || one.length === limit.items || size + next.size > limit.bytes).toBe(true);
      }
    }),
  );
});
