import fc from 'fast-check';
import { maximumPageSize, planPages } from '../../../../lambdas/fetch-users/plan-pages.ts';

test.each([
  [1, [1]],
  [4999, [4999]],
  [5000, [5000]],
  [5001, [5000, 1]],
  [12_000, [5000, 5000, 2000]],
])('%i users are pages of %j', (users, sizes) => {
  expect(planPages(users)).toEqual(sizes.map((size, index) => ({ number: index + 1, size })));
});

test('no users are no page', () => {
  expect(planPages(0)).toEqual([]);
});

test('the pages hold exactly the users, and all but the last are full', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (users) => {
      const pages = planPages(users);

      const last = pages.at(-1);
      expect(pages.reduce((sum, { size }) => sum + size, 0)).toBe(users);
      expect(pages.slice(0, -1).every(({ size }) => size === maximumPageSize)).toBe(true);
      expect(last?.size).toBeGreaterThan(0);
      expect(last?.size).toBeLessThanOrEqual(maximumPageSize);
      expect(pages.map(({ number }) => number)).toEqual(pages.map((_, index) => index + 1));
    }),
  );
});
