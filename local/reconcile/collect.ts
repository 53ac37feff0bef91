import { join } from 'node:path';
import type { KafkaRecord } from '../event-source-mapping/record.ts';
import { keyOfPlace, noDigest } from './entry.ts';
import type { Horizon } from './judge.ts';
import type { TopicReading } from './read-topic-record.ts';
import { Spill } from './spill.ts';
import type { StoredUser } from './stores.ts';
import { entryOfChange, entryOfRow, entryOfVersion } from './to-entry.ts';
import type { Ranges } from './topic.ts';

const microsPerMilli = 1000n;
/** Above every version: the topic tells nothing of any user. */
const allVersions = 2n ** 63n;

/** What topic and stores say, as entries on the disk. */
export class Collection {
  readonly users: Spill;
  /** Records that are no users, by the place where each was first published. */
  readonly others: Spill;
  readonly counts = { records: 0, notUsers: 0 };
  readonly #ranges: Ranges;
  readonly #oldest = new Map<number, bigint>();

  constructor(directory: string, ranges: Ranges) {
    this.#ranges = ranges;
    this.users = new Spill(join(directory, 'users'));
    this.others = new Spill(join(directory, 'others'));
  }

  addRecord(record: KafkaRecord, reading: TopicReading): void {
    const { partition, offset } = record;
    this.counts.records += 1;
    if (!this.#oldest.has(partition)) this.#oldest.set(partition, BigInt(record.timestampMs) * microsPerMilli);
    if ('change' in reading) {
      this.users.add(entryOfChange(reading.change, record));
    } else {
      this.counts.notUsers += 1;
    }
    const kind = 'change' in reading ? 'settled' : 'poison';
    // A record that came back counts where it stood first.
    const origin = reading.replay ?? (kind === 'poison' ? record : undefined);
    const common = { version: 0n, digest: noDigest, partition, offset, firstOffset: -1 };
    if (origin) this.others.add({ kind, key: keyOfPlace(origin), ...common });
  }

  /** A record behind the end of what is compared. */
  addLater(reading: TopicReading): void {
    if (!('change' in reading)) return;
    const { id, version } = reading.change;
    this.users.add(entryOfVersion('later', id, BigInt(version)));
  }

  addRow(kind: 'cassandra' | 'postgres', row: StoredUser): void {
    this.users.add(entryOfRow(kind, row));
  }

  addDeleted(id: string, version: bigint): void {
    this.users.add(entryOfVersion('deleted', id, version));
  }

  get horizon(): Horizon {
    return (partition) => {
      const range = this.#ranges.get(partition);
      if (range === undefined || range.low === 0) return 0n;
      return this.#oldest.get(partition) ?? allVersions;
    };
  }

  close(): void {
    this.users.close();
    this.others.close();
  }
}
