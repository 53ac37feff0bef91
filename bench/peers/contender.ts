import type { Part } from '../../local/install/part.ts';
import type { BenchStack } from '../bench-stack.ts';
import type { StoredRows } from './rows/stored-rows.ts';

export type StoreName = 'cassandra' | 'postgres';

/** What all contenders read or write. */
export const services = ['Kafka', 'Cassandra', 'PostgreSQL'] as const;
export type ServiceName = (typeof services)[number];

/** Where a contender begins to read. */
export type TopicEdge = 'beginning' | 'end';

/** The processes that work for a contender now. */
export interface Processes {
  /** Its own programs, and all below them. */
  readonly own: readonly number[];
  /** What stands here for a service that AWS runs; it is counted by itself. */
  readonly platform?: readonly number[];
}

/** One way from the topic into the stores. A bench starts it, lets it read, waits for it and stops it. */
export interface Contender {
  readonly name: string;
  /** Those that it writes to. */
  readonly stores: readonly StoreName[];
  /** Whether it goes on with what is published later: only then there is a time from record to row. */
  readonly follows: boolean;
  /** Runs its programs up to where they could read from there, such as a JVM with its session; nothing is read yet. */
  start(from: TopicEdge): Promise<void>;
  /** Lets it read. Resolves when it was told so, not when it does. */
  begin(from: TopicEdge): Promise<void>;
  /** Resolves when all users of the topic are in its stores; rejects when its programs have failed. */
  awaitDone(): Promise<void>;
  stop(): Promise<void>;
  processes(): Processes;
}

/** What a contender is given to work with. */
export interface PeerContext {
  readonly stack: BenchStack;
  /** How many users the topic holds. */
  readonly users: number;
  readonly stored: StoredRows;
  /** Where a part is installed, after installing it when it is missing. */
  install(part: Part): Promise<string>;
}
