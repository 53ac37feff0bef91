import { pageOf } from '../../../../../local/control-plane/keyspaces/paging.ts';

const same = (key: string) => key;

test('pages follow each other by key, also when an item of the page before is gone', () => {
  const first = pageOf(['c', 'a', 'b', 'd'], same, { maxResults: 2 });
  const second = pageOf(['c', 'a', 'd'], same, { maxResults: 2, ...first });

  expect(first.items).toEqual(['a', 'b']);
  expect(second).toEqual({ items: ['c', 'd'] });
});

test('a last page that is full has no token', () => {
  expect(pageOf(['a', 'b'], same, { maxResults: 2 })).toEqual({ items: ['a', 'b'] });
  expect(pageOf([], same, {})).toEqual({ items: [] });
});

test.each(['nonsense', Buffer.from('[1]').toString('base64url'), ''])('the token %p is refused', (nextToken) => {
  expect(() => pageOf(['a'], same, { nextToken })).toThrow('Invalid nextToken');
});

test.each([0, 1001, 1.5])('%p results are refused', (maxResults) => {
  expect(() => pageOf(['a'], same, { maxResults })).toThrow(/maxResults/);
});
