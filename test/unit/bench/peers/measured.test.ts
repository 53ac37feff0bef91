import { measuredOf, type Shown } from '../../../../bench/peers/measured.ts';

const turn = {
  seconds: 10,
  startSeconds: 0,
  cpuSeconds: 2,
  platformCpuSeconds: undefined,
  serviceCpuSeconds: { Kafka: 0.5, Cassandra: 3, PostgreSQL: 1 },
  machineCpuSeconds: 8,
  peakMib: 100,
};
const at = (rate: number, p50: number, p99: number) => new Map([[rate, { p50, p99 }]]);

const own: Shown = {
  ...{ name: 'own', isWhole: true, latencies: [at(100, 5, 50)] },
  turns: [{ ...turn, platformCpuSeconds: 1 }],
};
const other: Shown = {
  ...{ name: 'other', isWhole: true, latencies: [at(100, 20, 80)] },
  turns: [{ ...turn, seconds: 20, cpuSeconds: 8, startSeconds: 3 }],
};
const floor: Shown = { ...{ name: 'floor', isWhole: false, latencies: [new Map()] }, turns: [{ ...turn, seconds: 5 }] };

const { series, ratios } = measuredOf([own, other, floor], 1000);
const valuesOf = (name: string) => series.find((one) => one.name === name)?.values;

test('a turn becomes records a second, seconds of the processors a million records, and memory', () => {
  expect(valuesOf('own')).toEqual([100]);
  expect(valuesOf('floor')).toEqual([200]);
  expect(valuesOf('own, CPU')).toEqual([2000]);
  expect(valuesOf('own, CPU of Cassandra')).toEqual([3000]);
  expect(valuesOf('own, CPU of the whole machine')).toEqual([8000]);
  expect(valuesOf('own, memory at most')).toEqual([100]);
  expect(valuesOf('own, record to row p99 at 100 records/s')).toEqual([50]);
});

test('what a contender does not have is left out', () => {
  expect(valuesOf('own, CPU of LocalStack')).toEqual([1000]);
  expect(valuesOf('other, CPU of LocalStack')).toBeUndefined();
  expect(valuesOf('own, start of its programs')).toBeUndefined();
  expect(valuesOf('other, start of its programs')).toEqual([3]);
  expect(valuesOf('floor, record to row p50 at 100 records/s')).toBeUndefined();
});

test('the first contender is compared with the others, by what can be compared, each with its direction', () => {
  expect(ratios).toEqual([
    { name: 'own / other', value: 2, better: 'more' },
    { name: 'own / floor', value: 0.5, better: 'more' },
    { name: 'own, CPU / other, CPU', value: 0.25, better: 'less' },
    { name: 'own, CPU of the whole machine / other, CPU of the whole machine', value: 1, better: 'less' },
    { name: 'own, memory at most / other, memory at most', value: 1, better: 'less' },
    {
      name: 'own, record to row p50 at 100 records/s / other, record to row p50 at 100 records/s',
      value: 0.25,
      better: 'less',
    },
  ]);
});

test('a rate that was too much in one round has no figure', () => {
  const twice = { ...own, turns: [turn, turn], latencies: [at(100, 5, 50), new Map()] };

  expect(measuredOf([twice], 1000).series.map(({ name }) => name)).not.toContain(
    'own, record to row p50 at 100 records/s',
  );
});
