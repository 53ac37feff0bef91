import { withoutTags, withTags } from '../../../../../local/control-plane/glue/tags.ts';

const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, number) => [`k${number}`, 'v']));

test('tags are added, replaced and taken away', () => {
  expect(withTags({ a: '1', b: '2' }, { b: '3', c: '' })).toEqual({ a: '1', b: '3', c: '' });
  expect(withoutTags({ a: '1', b: '2' }, ['a', 'unknown'])).toEqual({ b: '2' });
});

test.each([
  ['a reserved key', { 'AWS:x': 'y' }, 'aws:'],
  ['an empty key', { '': 'y' }, '1 to 128'],
  ['a long key', { ['k'.repeat(129)]: 'y' }, '1 to 128'],
  ['a long value', { key: 'v'.repeat(257) }, 'up to 256'],
  ['more than fifty', many(50), 'more than 50'],
])('refuses %s', (_, added, message) => {
  expect(() => withTags({ first: '1' }, added)).toThrow(message);
});
