import { pageOf } from '../../../../../local/control-plane/msk/paging.ts';

const items = ['a', 'b', 'c'];

test('pages follow each other by their tokens, and the last one has none', () => {
  const first = pageOf(items, { MaxResults: 2 });
  const second = pageOf(items, { MaxResults: 2, NextToken: first.NextToken });

  expect([first.items, second]).toEqual([['a', 'b'], { items: ['c'] }]);
});

test('a page that ends with the list is the last one', () => {
  expect(pageOf(items, { MaxResults: 3 })).toEqual({ items });
});

test('a page has as many as are asked for, or a hundred', () => {
  const many = Array.from({ length: 150 }, (_, index) => index);

  expect(pageOf(many, {}).items).toHaveLength(100);
});

test.each([
  [{ MaxResults: 0 }, 'MaxResults should be between 1 and 100.'],
  [{ MaxResults: 101 }, 'MaxResults should be between 1 and 100.'],
  [{ NextToken: 'other' }, 'The specified nextToken is not valid.'],
])('%j is refused', (request, message) => {
  expect(() => pageOf(items, request)).toThrow(message);
});
