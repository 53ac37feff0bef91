import type { Part } from '../install/part.ts';
import type { Command } from '../processes/daemon.ts';
import type { PortName, Settings } from '../settings.ts';
import type { Credentials } from './credentials.ts';

/** What a service is given to work with. */
export interface ServiceContext {
  readonly settings: Settings;
  readonly credentials: Credentials;
  /** The directory that holds an installed part. */
  partDirectory(part: Part): string;
}

/** One long-running program of the stack: what it needs, how it is run, when it is ready, how to reach it. */
export interface Service {
  readonly name: ServiceName;
  /** The first one is installed before the others, which may need it; they all at once. */
  readonly parts: readonly Part[];
  readonly ports: readonly PortName[];
  readonly startTimeoutMs: number;
  /** How long it may take to end by itself, and the signal that asks it to. */
  readonly stopTimeoutMs: number;
  readonly stopSignal?: NodeJS.Signals;
  /** Writes the configuration, prepares the data directory where it is new, and says what to run. */
  command(context: ServiceContext): Promise<Command>;
  /** Rejects until the service answers as its users need it. */
  ready(context: ServiceContext): Promise<void>;
  /** How to connect, in the words of the service's own clients. */
  connection(context: ServiceContext): Readonly<Record<string, unknown>>;
}

export const serviceNames = [
  'kafka',
  'cassandra',
  'localstack',
  'random-user-api',
  'control-plane',
  'event-source-mapping',
  'schema-registry',
  'console',
] as const;

export type ServiceName = (typeof serviceNames)[number];

export const loopback = '127.0.0.1';
