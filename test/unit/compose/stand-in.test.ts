import { nextStep } from '../../compose/stand-ins/stand-in.ts';

test.each([
  ['an image that is not there is built', 'nothing', false, 'build'],
  ['a real image keeps its name', 'real', false, 'refuse'],
  ['a real image gives its name up when asked to', 'real', true, 'build'],
  ['a stand-in of the same inputs stays', { inputs: 'a' }, false, 'keep'],
  ['a stand-in of other inputs is built anew', { inputs: 'b' }, false, 'build'],
  ['a stand-in that somebody built by hand is built anew', { inputs: undefined }, false, 'build'],
] as const)('%s', (_, present, replace, step) => {
  expect(nextStep(present, 'a', replace)).toBe(step);
});
