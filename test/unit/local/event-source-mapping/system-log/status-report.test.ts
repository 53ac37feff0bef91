import { setTimeout as wait } from 'node:timers/promises';
import type { OffsetRange } from '../../../../../local/event-source-mapping/poller/kafka-source.ts';
import type { LogContent, SystemLogLevel } from '../../../../../local/event-source-mapping/system-log/log-record.ts';
import { takes } from '../../../../../local/event-source-mapping/system-log/log-record.ts';
import { StatusReport } from '../../../../../local/event-source-mapping/system-log/status-report.ts';
import { turnUntil } from '../turn-until.ts';

const twoPartitions = new Map([
  [0, { low: 0, high: 9 }],
  [1, { low: 0, high: 5004 }],
]);
const positions = new Map([[1, { fetchOffset: 5003, resolvedOffset: 5001, committedOffset: 5000 }]]);
let report: StatusReport | undefined;

afterEach(() => report?.stop());

/** A report of a log with the level, what it wrote, and how often it asked Kafka. */
function reporting(
  level: SystemLogLevel,
  offsetRanges: () => Promise<Map<number, OffsetRange>> = async () => twoPartitions,
) {
  const written: LogContent[] = [];
  const asked = { times: 0 };
  report = new StatusReport({
    topic: 'test',
    groupId: 'group',
    access: { brokers: ['a:1', 'b:2'], ssl: true },
    source: {
      offsetRanges: () => {
        asked.times += 1;
        return offsetRanges();
      },
    },
    log: { takes: (other) => takes(level, other), write: (content) => void written.push(content) },
  });
  return { report, written, asked };
}

test('each assignment of partitions is told with the connection', async () => {
  const { report, written } = reporting('INFO');

  report.assigned('member', [0, 1]);
  await turnUntil(() => written.length === 1);
  report.assigned('member', [1]);
  await turnUntil(() => written.length === 2);

  const connection = {
    brokerEndpoints: 'a:1,b:2',
    consumerId: 'member',
    topics: ['test'],
    consumerGroupId: 'group',
    securityProtocol: 'SSL',
    totalPartitionCount: 2,
  };
  expect(written).toEqual([
    {
      kafkaEventSourceConnection: {
        ...connection,
        assignedPartitionCount: 2,
        partitionsAssignmentGeneration: 1,
        assignedPartitions: ['test-0', 'test-1'],
      },
    },
    {
      kafkaEventSourceConnection: {
        ...connection,
        assignedPartitionCount: 1,
        partitionsAssignmentGeneration: 2,
        assignedPartitions: ['test-1'],
      },
    },
  ]);
});

test('an assignment is told also when Kafka does not say how many partitions there are', async () => {
  const { report, written } = reporting('INFO', async () => {
    throw new Error('away');
  });

  report.assigned('member', [0]);
  await turnUntil(() => written.length === 1);

  expect(written).toMatchObject([
    { kafkaEventSourceConnection: { totalPartitionCount: undefined, assignedPartitionCount: 1 } },
  ]);
});

test('offsets are told time and again, as AWS’s sample counts them', async () => {
  const { report, written } = reporting('DEBUG');

  report.start(() => positions, 1);
  await turnUntil(() => written.length >= 2);

  const offsets = {
    partition: 'test-1',
    endOffset: 5004,
    consumedOffset: 5002,
    processedOffset: 5000,
    committedOffset: 5000,
  };
  expect(written.slice(0, 2)).toEqual([{ kafkaPartitionOffsets: offsets }, { kafkaPartitionOffsets: offsets }]);
});

test('a partition that Kafka does not tell of is left out', async () => {
  const { report, written } = reporting('DEBUG');
  const more = new Map([[7, { fetchOffset: 1, resolvedOffset: 1, committedOffset: 1 }], ...positions]);

  report.start(() => more, 1);
  await turnUntil(() => written.length >= 1);

  expect(written[0]).toMatchObject({ kafkaPartitionOffsets: { partition: 'test-1' } });
});

test('a Kafka that is away is asked again', async () => {
  let away = true;
  const { report, written } = reporting('DEBUG', async () => {
    if (!away) return twoPartitions;
    away = false;
    throw new Error('away');
  });

  report.start(() => positions, 1);
  await turnUntil(() => written.length >= 1);

  expect(away).toBe(false);
});

test('a Kafka that is slow is asked once at a time', async () => {
  const { report, asked } = reporting('DEBUG', () => new Promise(() => undefined));

  report.start(() => positions, 1);
  await wait(20);

  expect(asked.times).toBe(1);
});

test('nothing is told or asked after the end', async () => {
  const { report, written, asked } = reporting('DEBUG');
  report.start(() => positions, 1);
  await turnUntil(() => written.length >= 1);

  report.stop();
  await wait(5);
  const before = asked.times;
  await wait(20);

  expect(asked.times).toBe(before);
});

test.each<[SystemLogLevel, number]>([
  ['WARN', 0],
  ['INFO', 1],
])('a log of the level %s has Kafka asked %i times', async (level, times) => {
  const { report, asked } = reporting(level);

  report.assigned('member', [0]);
  report.start(() => positions, 1);
  await wait(20);

  expect(asked.times).toBe(times);
});
