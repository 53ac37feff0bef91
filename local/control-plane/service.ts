import type { Settings } from '../settings.ts';
import type { Operations } from './operation.ts';
import type { ResourceTypes } from './resource.ts';

/** What every service is opened with. */
export interface AwsServiceOptions {
  readonly settings: Settings;
  /** The file in which things of a kind are kept. */
  readonly stateOf: (kind: string) => string;
  readonly log: (line: string) => void;
}

/** A service of AWS, on what runs in the stack. */
export interface AwsService {
  readonly operations: Operations;
  readonly resourceTypes: ResourceTypes;
  /**
   * Goes on with what was under way when the control plane ended: for whoever holds its port, and nobody else. Ends when
   * what ran then runs again.
   */
  start(): Promise<void> | void;
  /** LocalStack was started anew and has forgotten all: what this service keeps there is made again. */
  renew?(): Promise<void>;
  /** Ends once nothing is under way any more. */
  stop(): Promise<void>;
}
