import { pageOf } from '../../../../../local/control-plane/glue/paging.ts';

const names = Array.from({ length: 30 }, (_, number) => `name-${number + 10}`);
const page = (request: object, max?: number) => pageOf(names, (name) => name, request, max);

test('a page has 25 items, unless another number is asked for', () => {
  const first = page({});

  expect(first.items).toEqual(names.slice(0, 25));
  expect(page({ NextToken: first.NextToken })).toEqual({ items: names.slice(25) });
  expect(page({ MaxResults: 2 }).items).toEqual(names.slice(0, 2));
  expect(page({ NextToken: '', MaxResults: 100 })).toEqual({ items: names });
});

test.each([
  ['no items', { MaxResults: 0 }],
  ['too many', { MaxResults: 101 }],
  ['half a one', { MaxResults: 1.5 }],
  ['a token of nobody', { NextToken: 'nonsense' }],
])('refuses %s', (_, request) => {
  expect(() => page(request)).toThrow(expect.objectContaining({ code: 'InvalidInputException' }));
});

test('some lists have shorter pages', () => {
  expect(() => page({ MaxResults: 51 }, 50)).toThrow('from 1 to 50');
});
