import {
  findStartOffsets,
  type StartingPosition,
} from '../../../../../local/event-source-mapping/poller/starting-position.ts';

/** A topic with partitions 0 and 1, of which the group has these offsets committed. */
function topic(committed: [number, number][] = []) {
  const asked: string[] = [];
  const source = {
    committedOffsets: async () => new Map(committed),
    offsetRanges: async () => {
      asked.push('ranges');
      return new Map([
        [0, { low: 3, high: 9 }],
        [1, { low: 4, high: 8 }],
      ]);
    },
    offsetsAt: async (timestampMs: number) => {
      asked.push(`at ${timestampMs}`);
      return new Map([
        [0, 5],
        [1, 6],
      ]);
    },
  };
  return { source, asked };
}

test.each<[StartingPosition, [number, number][]]>([
  [
    { kind: 'TRIM_HORIZON' },
    [
      [0, 3],
      [1, 4],
    ],
  ],
  [
    { kind: 'LATEST' },
    [
      [0, 9],
      [1, 8],
    ],
  ],
  [
    { kind: 'AT_TIMESTAMP', timestampMs: 7000 },
    [
      [0, 5],
      [1, 6],
    ],
  ],
])('a group without offsets begins at %j', async (position, expected) => {
  const { source, asked } = topic();

  const { offsets, fresh } = await findStartOffsets(source, [0, 1], position);

  expect([...offsets]).toEqual(expected);
  expect([...fresh]).toEqual(expected);
  expect(asked).toEqual([position.kind === 'AT_TIMESTAMP' ? 'at 7000' : 'ranges']);
});

test('committed offsets win, and nothing else is asked for', async () => {
  const { source, asked } = topic([
    [0, 6],
    [1, 0],
  ]);

  const { offsets, fresh } = await findStartOffsets(source, [0, 1], { kind: 'LATEST' });

  expect([...offsets]).toEqual([
    [0, 6],
    [1, 0],
  ]);
  expect([...fresh]).toEqual([]);
  expect(asked).toEqual([]);
});

test('a partition that was added later begins with its oldest record', async () => {
  const { source } = topic([[0, 6]]);

  const { offsets, fresh } = await findStartOffsets(source, [0, 1], { kind: 'LATEST' });

  expect([...offsets]).toEqual([
    [0, 6],
    [1, 4],
  ]);
  expect([...fresh]).toEqual([[1, 4]]);
});

test('only the partitions that are asked for are placed', async () => {
  const { source } = topic();

  const { offsets, fresh } = await findStartOffsets(source, [1], { kind: 'LATEST' });

  expect([...offsets]).toEqual([[1, 8]]);
  expect([...fresh]).toEqual([[1, 8]]);
});

test('a partition that the topic does not tell of yet begins with its first record', async () => {
  const { source } = topic();

  const { offsets, fresh } = await findStartOffsets(source, [7], { kind: 'LATEST' });

  expect([...offsets]).toEqual([[7, 0]]);
  expect([...fresh]).toEqual([[7, 0]]);
});
