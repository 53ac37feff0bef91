import { PartitionScan } from '../../../../lambdas/redrive/partition-scan.ts';

const bounds = { low: 10, high: 100 };

test('wanted offsets are gone through in their order, from one to the next', () => {
  const scan = new PartitionScan(
    [
      { first: 50, last: 51 },
      { first: 20, last: 20 },
    ],
    bounds,
  );

  expect(scan.next).toBe(20);
  expect([19, 20, 21, 50].map((offset) => scan.wants(offset))).toEqual([false, true, false, true]);
  scan.moveTo(30);
  expect(scan.next).toBe(50);
  scan.moveTo(51);
  expect(scan.next).toBe(51);
  expect(scan.wants(50)).toBe(false);
  expect([scan.isPast(20), scan.isPast(50), scan.isPast(51)]).toEqual([true, true, false]);
  scan.moveTo(52);
  expect(scan.next).toBeUndefined();
  expect(scan.isPast(51)).toBe(true);
});

test('offsets that the partition does not hold are not waited for', () => {
  const scan = new PartitionScan(
    [
      { first: 0, last: 9 },
      { first: 100, last: 200 },
    ],
    bounds,
  );

  expect(scan.next).toBeUndefined();
  expect(scan.isPast(150)).toBe(true);
  expect(new PartitionScan([{ first: 5, last: 12 }], bounds).next).toBe(10);
});

test('ranges that overlap are looked at once', () => {
  const scan = new PartitionScan(
    [
      { first: 10, last: 40 },
      { first: 20, last: 25 },
      { first: 30, last: 60 },
    ],
    bounds,
  );

  scan.moveTo(41);
  expect(scan.next).toBe(41);
  scan.moveTo(61);
  expect(scan.next).toBeUndefined();
});
