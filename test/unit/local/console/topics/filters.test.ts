import fc from 'fast-check';
import {
  type Filter,
  formatFilter,
  isNamed,
  operators,
  parseFilter,
} from '../../../../../local/console/page/views/topics/filters.ts';

const parts = Object.keys(operators) as (keyof typeof operators)[];

const filterArbitrary = fc
  .record({
    of: fc.constantFrom(...parts),
    name: fc.string({ minLength: 1, unit: 'grapheme' }),
    value: fc.string({ minLength: 1, unit: 'grapheme' }),
    operator: fc.nat(),
  })
  .map(({ of, name, value, operator: index }): Filter => {
    const operator = operators[of][index % operators[of].length] ?? 'is';
    return { of, operator, name: isNamed(of) ? name : '', value: operator === 'exists' ? '' : value };
  });

test('every filter is read as it is written', () => {
  fc.assert(fc.property(filterArbitrary, (filter) => expect(parseFilter(formatFilter(filter))).toEqual(filter)));
});

test('filters are words that people can write', () => {
  expect(parseFilter('header run-id is 2026-07-01.1')).toEqual({
    ...{ of: 'header', name: 'run-id', operator: 'is', value: '2026-07-01.1' },
  });
  expect(parseFilter('field address.city contains New York')).toMatchObject({
    name: 'address.city',
    value: 'New York',
  });
  expect(parseFilter('value exists')).toEqual({ of: 'value', name: '', operator: 'exists', value: '' });
});

test.each([
  ['', 'is no filter'],
  ['offset is 7', 'is no filter'],
  ['header is', 'is no filter'],
  ['key above 7', 'a key is compared by is, contains, exists'],
  ['key is', 'has nothing to compare with'],
  ['field %zz is 7', 'has a name that is not encoded'],
  [`key is ${'x'.repeat(2000)}`, 'has more than 2000 characters'],
])('«%.20s» is refused: %s', (text, why) => {
  expect(() => parseFilter(text)).toThrow(why);
});
