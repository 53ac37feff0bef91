import { isNewer } from '../../../lambdas/sink-users/newest-changes.ts';
import type { UserChange } from '../../../lambdas/sink-users/read-records.ts';
import type { KafkaRecord } from '../../event-source-mapping/record.ts';
import type { TopicReading } from '../../reconcile/read-topic-record.ts';

/** A record of the user, and what it says. */
export interface FoundRecord {
  readonly record: KafkaRecord;
  readonly reading: TopicReading;
}

/** One that changes the user. */
export type FoundChange = FoundRecord & { readonly reading: { readonly change: UserChange } };

const limits = { records: 100, bytes: 8 * 1024 * 1024 };

/** The records of one user, as they are found: the newest of all is kept, and of the others the last ones. */
export class RecordsOfUser {
  #kept: FoundRecord[] = [];
  #bytes = 0;
  #newest: FoundChange | undefined;
  /** How many there were. */
  found = 0;

  add(found: FoundRecord): void {
    this.found += 1;
    this.#kept.push(found);
    this.#bytes += sizeOf(found);
    while (this.#kept.length > 1 && (this.#kept.length > limits.records || this.#bytes > limits.bytes)) {
      const [oldest] = this.#kept.splice(0, 1);
      if (oldest) this.#bytes -= sizeOf(oldest);
    }
    if (isChange(found) && this.#isNewest(found)) this.#newest = found;
  }

  get newest(): FoundChange | undefined {
    return this.#newest;
  }

  /** By offset. */
  get kept(): readonly FoundRecord[] {
    return this.#kept.toSorted((one, other) => one.record.offset - other.record.offset);
  }

  #isNewest({ reading: { change } }: FoundChange): boolean {
    return this.#newest === undefined || isNewer(change, this.#newest.reading.change);
  }
}

export function isChange(found: FoundRecord): found is FoundChange {
  return 'change' in found.reading;
}

function sizeOf({ record }: FoundRecord): number {
  return record.value?.length ?? 0;
}
