import type { AutoScalingSpecification, EncryptionSpecification } from '@aws-sdk/client-keyspaces';
import type { Column } from './tables/table-schema.ts';

type Texts = Readonly<{ [name: string]: string }>;

/** What Amazon Keyspaces has beyond Cassandra's options of a table. Instants are ISO texts. */
export interface TableSettings {
  readonly capacity: {
    readonly throughputMode: 'PAY_PER_REQUEST' | 'PROVISIONED';
    readonly readCapacityUnits?: number;
    readonly writeCapacityUnits?: number;
    readonly lastUpdateToPayPerRequestTimestamp?: string;
  };
  readonly encryption: EncryptionSpecification;
  /** Since when it is on. */
  readonly pointInTimeRecovery?: string;
  readonly clientSideTimestamps: boolean;
  readonly timeToLive: boolean;
}

export interface TableState {
  readonly columns: readonly Column[];
  readonly comment: string;
  /** In seconds; 0 is for ever. */
  readonly defaultTimeToLive: number;
  /** An ISO text. */
  readonly createdAt: string;
  readonly settings: TableSettings;
  /** Values by key. */
  readonly tags: Texts;
}

export interface TypeState {
  /** Types in CQL by name, in their order. */
  readonly fields: Texts;
  /** An ISO text. */
  readonly changedAt: string;
}

/** Which keyspace, table or type it is. */
export interface Thing {
  readonly kind: 'keyspace' | 'table' | 'type';
  readonly keyspace: string;
  /** Of the table or type. */
  readonly name?: string;
}

/** A table or type. */
export type Named = Required<Pick<Thing, 'keyspace' | 'name'>>;

/** Something under way from one state to the next, and the little that Cassandra has no place for. */
export interface ResourceRecord extends Thing {
  readonly status: 'CREATING' | 'ACTIVE' | 'UPDATING' | 'DELETING';
  /** Under way: CQL that leads to the next state, and may be executed again. */
  readonly statements?: readonly string[];
  /** Of a table that is not yet in Cassandra, or no longer. */
  readonly table?: TableState;
  /** Of a type that is not yet in Cassandra, or no longer. */
  readonly type?: TypeState;
  /** Of a keyspace: values by key. */
  readonly tags?: Texts;
  /** Of a keyspace in several Regions. */
  readonly regions?: readonly string[];
  /** Of a table. */
  readonly autoScaling?: AutoScalingSpecification;
  /** Cassandra's id of the table with auto scaling: another with its name, made by CQL, has another one. */
  readonly id?: string;
}

export function keyOf({ kind, keyspace, name }: Thing): string {
  return [kind, keyspace, name].filter(Boolean).join(' ');
}
