import type { KafkaRecord } from '../event-source-mapping/record.ts';
import type { Step } from '../progress.ts';
import type { Place } from './entry.ts';
import type { Letters } from './letters.ts';
import type { TopicReading } from './read-topic-record.ts';
import type { PostgresStore, Store } from './stores.ts';
import type { Topic } from './topic.ts';

/** What is compared, and how it is told. */
export interface ReconcilePorts {
  readonly topic: Topic;
  readonly read: (record: KafkaRecord) => Promise<TopicReading>;
  readonly cassandra: Store;
  readonly postgres: PostgresStore;
  readonly receiveLetters: (signal: AbortSignal) => Promise<Letters | { readonly unread: string }>;
  /** In which of so many partitions producers put a user's records. */
  readonly partitionOf: (id: string, partitions: number) => number;
  /** Shows a step while it is done. */
  readonly show: (step: Step) => Promise<void>;
}

export interface ReconcileOptions {
  /** For the file of differences, and while it runs for a directory with everything that is compared. */
  readonly directory: string;
  /** For how long no record may come into the stores before the wait for them is over, in milliseconds. */
  readonly patienceMs: number;
}

export type Report = (line: string) => void;

/** How many there are so far and in a second, said at most once a second. */
export function counting(what: string, report: Report): () => void {
  const begun = performance.now();
  let [count, said] = [0, begun];
  return () => {
    count += 1;
    if (count % 1000 !== 0) return;
    const now = performance.now();
    if (now - said < 1000) return;
    said = now;
    report(
      `${count.toLocaleString('en')} ${what}, ${Math.round((count / (now - begun)) * 1000).toLocaleString('en')}/s`,
    );
  };
}

export function nameOfPlace(topic: string, { partition, offset }: Place): string {
  return `${topic}-${partition}, offset ${offset}`;
}
