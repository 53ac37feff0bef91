import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { processStamp } from '../processes/process-table.ts';
import { awaitCommitted } from './await-committed.ts';
import { Collection } from './collect.ts';
import { DifferenceFile } from './differences.ts';
import { counting, type ReconcileOptions, type ReconcilePorts, type Report } from './ports.ts';
import { reduce } from './reduce.ts';
import { Summary } from './summary.ts';
import type { Ranges } from './topic.ts';

/** The topic cannot be compared with the stores yet. */
export interface UnderWay {
  /** Records that are in the topic and that the sink has not committed. */
  readonly underWay: number;
}

/** @returns what differs, with all of it in a file; or that the sink is not there yet */
export async function compare(
  ports: ReconcilePorts,
  { directory, patienceMs }: ReconcileOptions,
  signal: AbortSignal,
): Promise<Summary | UnderWay> {
  const { topic, show } = ports;
  let ranges: Ranges = new Map();
  let underWay = 0;
  await show({
    title: 'Waiting for the sink',
    async run(report) {
      ranges = await topic.ranges();
      underWay = await awaitCommitted(topic, ranges, patienceMs, report, signal);
      return underWay === 0 ? 'it has every record' : `${underWay.toLocaleString('en')} records are under way`;
    },
  });
  if (underWay > 0) return { underWay };
  const scratch = openScratch(directory);
  const collection = new Collection(scratch, ranges);
  const file = new DifferenceFile(join(directory, 'differences.jsonl'));
  try {
    await collect(ports, ranges, collection, signal);
    const summary = new Summary(file.path, collection.counts);
    await show({
      title: 'Comparing',
      run: async () => {
        await reduce(ports, { collection, partitions: ranges.size, file, summary }, signal);
        return undefined;
      },
    });
    return summary;
  } finally {
    file.close();
    collection.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** A folder for what is compared; those of runs that were killed are deleted. */
function openScratch(directory: string): string {
  mkdirSync(directory, { recursive: true });
  for (const name of readdirSync(directory)) {
    const [, pid] = /^scratch-(\d+)-/.exec(name) ?? [];
    if (pid !== undefined && processStamp(Number(pid)) === undefined)
      rmSync(join(directory, name), { recursive: true, force: true });
  }
  return mkdtempSync(join(directory, `scratch-${process.pid}-`));
}

async function collect(ports: ReconcilePorts, ranges: Ranges, collection: Collection, signal: AbortSignal) {
  const { topic, read, cassandra, postgres, show } = ports;
  const step = (title: string, what: string, run: (count: () => void, report: Report) => Promise<number>) =>
    show({
      title,
      run: async (report) => `${(await run(counting(what, report), report)).toLocaleString('en')} ${what}`,
    });
  await step(`Reading ${topic.name}`, 'records', async (count) => {
    await topic.scan(
      ranges,
      async (record) => {
        collection.addRecord(record, await read(record));
        count();
      },
      signal,
    );
    return collection.counts.records;
  });
  await step('Reading Cassandra', 'rows', async (count) => {
    let rows = 0;
    for await (const row of cassandra.scan(signal)) {
      collection.addRow('cassandra', row);
      count();
      rows += 1;
    }
    return rows;
  });
  await step('Reading PostgreSQL', 'rows', async (count) => {
    let rows = 0;
    for await (const row of postgres.scan(signal)) {
      collection.addRow('postgres', row);
      count();
      rows += 1;
    }
    for await (const { id, version } of postgres.scanDeleted(signal)) collection.addDeleted(id, version);
    return rows;
  });
  // Rows that are newer than the records above are of these.
  const later = rangesSince(ranges, await topic.ranges());
  await topic.scan(later, async (record) => collection.addLater(await read(record)), signal);
}

/** What came into the topic behind its ends before. */
export function rangesSince(before: Ranges, now: Ranges): Ranges {
  return new Map(
    [...now].map(([partition, { low, high }]) => [
      partition,
      { low: Math.max(low, before.get(partition)?.high ?? low), high },
    ]),
  );
}
