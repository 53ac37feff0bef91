import { apiMembers, isTrue } from '../../../../local/control-plane/template-values.ts';

test('members have the names of the API, and texts that mean numbers or booleans are such, however deep', () => {
  const template = { Size: '10', Name: '10', Nodes: [{ Enabled: 'true', Size: 20 }, { Enabled: false }], Sizes: ['1'] };

  const members = apiMembers(template, {
    nameOf: (name) => name.toLowerCase(),
    isNumber: (_, name) => name.startsWith('Size'),
  });

  expect(members).toEqual({
    ...{ size: 10, name: '10', sizes: [1] },
    nodes: [{ enabled: true, size: 20 }, { enabled: false }],
  });
});

test.each([
  [true, true],
  ['true', true],
  ['false', false],
  [undefined, false],
])('%p is true: %p', (value, expected) => {
  expect(isTrue(value)).toBe(expected);
});
