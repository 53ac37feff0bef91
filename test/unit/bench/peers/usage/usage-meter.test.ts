import { type Look, UsageMeter } from '../../../../../bench/peers/usage/usage-meter.ts';

const look = (...processes: [pid: number, cpuSeconds: number, mib: number][]): Look =>
  new Map(processes.map(([pid, cpuSeconds, mib]) => [pid, { cpuSeconds, mib }]));

test('what processes had used before is not counted, and what is new counts from its start', () => {
  const meter = new UsageMeter(look([1, 10, 100]));
  meter.add(look([1, 12, 100], [2, 0.5, 50]));
  meter.add(look([1, 13, 100], [2, 1.5, 50]));

  expect(meter.cpuSeconds).toBe(4.5);
});

test('one that has ended keeps what it had used', () => {
  const meter = new UsageMeter(look());
  meter.add(look([7, 3, 10]));
  meter.add(look());

  expect(meter.cpuSeconds).toBe(3);
});

test('the peak is that of all together, not the sum of their peaks', () => {
  const meter = new UsageMeter(look([1, 0, 100]));
  meter.add(look([1, 0, 40], [2, 0, 80]));
  meter.add(look([2, 0, 90]));

  expect(meter.peakMib).toBe(120);
});
