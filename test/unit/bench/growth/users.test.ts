import { growthOf } from '../../../../bench/growth/users.ts';

const took = (users: number, seconds: number, mib: number) => ({ users, seconds, mib });

test('each size has its time, the time of each user and its memory; a further user is told from the start', () => {
  // A second for the start, and 100 µs for each user.
  const { series, ratios, figures } = growthOf('half', [took(10_000, 2, 100), took(100_000, 11, 118)]);

  expect(series).toEqual([
    { name: 'half, 10,000 users', unit: 's', values: [2] },
    { name: 'half, 100,000 users', unit: 's', values: [11] },
    { name: 'half, 10,000 users, time of each', unit: 'µs', values: [200] },
    { name: 'half, 100,000 users, time of each', unit: 'µs', values: [110] },
    { name: 'half, 10,000 users, memory at most', unit: 'MiB', values: [100] },
    { name: 'half, 100,000 users, memory at most', unit: 'MiB', values: [118] },
  ]);
  expect(ratios).toEqual([
    { name: 'half, 100,000 users, time of each / half, 10,000 users, time of each', value: 0.55, better: 'less' },
  ]);
  expect(figures).toEqual({
    'half: the time grows with the users to the power of': 0.74,
    'half: µs for a further user': 100,
    'half: MiB for a further million users': 200,
  });
});

test('one size has no ratio', () => {
  expect(growthOf('half', [took(10_000, 2, 100)]).ratios).toEqual([]);
});
