import { orderOf } from '../../../../bench/peers/turns.ts';

test('each round begins with the next contender, and has all of them', () => {
  const rounds = [1, 2, 3, 4].map((round) => orderOf(['a', 'b', 'c'], round).join(''));

  expect(rounds).toEqual(['abc', 'bca', 'cab', 'abc']);
});
