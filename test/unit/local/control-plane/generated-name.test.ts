import { generatedName } from '../../../../local/control-plane/generated-name.ts';

test('a generated name tells the stack and the resource, and is another one each time', () => {
  const place = { stackName: 'shop', logicalId: 'Orders' };

  const names = [generatedName(place, 48), generatedName(place, 48)];

  expect(names[0]).toMatch(/^shop-Orders-[A-Z0-9]{12}$/);
  expect(names[0]).not.toBe(names[1]);
});

test.each([
  ['s'.repeat(100), 'l'.repeat(100), /^s{17}-l{17}-[A-Z0-9]{12}$/],
  ['short', 'l'.repeat(100), /^short-l{29}-[A-Z0-9]{12}$/],
  ['s'.repeat(100), 'short', /^s{29}-short-[A-Z0-9]{12}$/],
])('a name from %s and %s is cut to what is allowed', (stackName, logicalId, expected) => {
  const name = generatedName({ stackName, logicalId }, 48);

  expect(name).toMatch(expected);
  expect(name).toHaveLength(48);
});
