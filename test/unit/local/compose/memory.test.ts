import { readMemory } from '../../../../local/compose/memory.ts';

test('the memory of containers is read in MiB, whatever unit Docker chose', () => {
  const text = 'stack-kafka-1 206.5MiB / 768MiB\nstack-cassandra-1 1.25GiB / 1.5GiB\nstack-api-1 512KiB / 1GiB\n\n';

  expect(readMemory(text)).toEqual([
    ['stack-kafka-1', 206.5],
    ['stack-cassandra-1', 1280],
    ['stack-api-1', 0.5],
  ]);
});
