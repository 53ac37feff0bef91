import { fill } from '../../../../../local/event-source-mapping/poller/buffer-limits.ts';

const limits = { bytes: 10_000, bytesPerPartition: 4000, enough: { records: 10, bytes: 1000 } };

test.each([
  ['nothing', 1, { records: 0, bytes: 0 }, 0],
  ['half of what one partition may hold', 1, { records: 1, bytes: 2000 }, 0.5],
  ['all that one partition may hold', 1, { records: 1, bytes: 4000 }, 1],
  ['no partition', 0, { records: 1, bytes: 4000 }, 1],
  ['a share of what all may hold', 5, { records: 1, bytes: 1000 }, 0.5],
  ['many small records that take little', 1, { records: 100, bytes: 100 }, 0.1],
  ['enough small records', 1, { records: 10, bytes: 1500 }, 1],
  ['half of enough records', 1, { records: 5, bytes: 1500 }, 0.5],
])('%s fills the buffer of %i partitions', (_, partitions, waiting, part) => {
  expect(fill(limits, partitions, waiting)).toBeCloseTo(part);
});
