import type { StateFile } from '../../state-file.ts';
import { notFound } from '../errors.ts';
import {
  keyOf,
  type Named,
  type ResourceRecord,
  type TableState,
  type Thing,
  type TypeState,
} from '../resource-record.ts';
import type { Schema } from './schema.ts';
import { isHidden, systemKeyspaces } from './system-keyspaces.ts';

export interface TableView extends TableState {
  readonly record: ResourceRecord & Named;
  /** Cassandra's, once it is there. */
  readonly id?: string;
}

export interface TypeView extends TypeState {
  readonly record: ResourceRecord & Named;
}

/** What is there: Cassandra's schema, with what is known of it beyond; made by this API or by CQL. */
export class Catalog {
  readonly #schema: Schema;
  readonly #records: StateFile<ResourceRecord>;

  constructor(schema: Schema, records: StateFile<ResourceRecord>) {
    this.#schema = schema;
    this.#records = records;
  }

  /** @throws AwsError ResourceNotFoundException, also for one that is still being created */
  async keyspace(keyspace: string): Promise<ResourceRecord> {
    const look = () => this.#schema.hasKeyspace(keyspace);
    const there = await this.#look(
      { kind: 'keyspace', keyspace },
      look,
      (found) => found || systemKeyspaces.has(keyspace),
    );
    if (there && there.record.status !== 'CREATING' && !isHidden(keyspace)) return there.record;
    throw notFound(`Keyspace ${keyspace} does not exist`);
  }

  /** With the system keyspaces. */
  async keyspaces(): Promise<ResourceRecord[]> {
    const own = (await this.#schema.keyspaces()).filter((name) => !isHidden(name));
    return [...new Set([...own, ...systemKeyspaces.keys()])]
      .map(
        (keyspace) =>
          this.#records.get(keyOf({ kind: 'keyspace', keyspace })) ?? standing({ kind: 'keyspace', keyspace }),
      )
      .filter(({ status }) => status !== 'CREATING');
  }

  /** @throws AwsError ResourceNotFoundException */
  async table({ keyspace, name }: Named): Promise<TableView> {
    const look = () => this.#schema.table(keyspace, name);
    const there = await this.#look({ kind: 'table', keyspace, name }, look, (found) => found?.id ?? false);
    const table = there?.found ?? there?.record.table;
    if (there && table && !isHidden(keyspace)) return { ...table, record: { ...there.record, name } };
    await this.keyspace(keyspace);
    throw notFound(`Table ${keyspace}.${name} does not exist`);
  }

  /** Names. @throws AwsError ResourceNotFoundException */
  async tables(keyspace: string): Promise<string[]> {
    await this.keyspace(keyspace);
    return this.#names('table', keyspace, systemKeyspaces.get(keyspace) ?? (await this.#schema.tables(keyspace)));
  }

  /** @throws AwsError ResourceNotFoundException */
  async type({ keyspace, name }: Named): Promise<TypeView> {
    const look = async () => (await this.#schema.types(keyspace)).get(name);
    const there = await this.#look({ kind: 'type', keyspace, name }, look, (found) => found !== undefined);
    const type = there?.found ?? there?.record.type;
    if (there && type) return { ...type, record: { ...there.record, name } };
    await this.keyspace(keyspace);
    throw notFound(`Type ${keyspace}.${name} does not exist`);
  }

  /** Names. @throws AwsError ResourceNotFoundException */
  async types(keyspace: string): Promise<string[]> {
    await this.keyspace(keyspace);
    return this.#names('type', keyspace, [...(await this.#schema.types(keyspace)).keys()]);
  }

  /** Those under way in the keyspace. */
  underWay(keyspace: string): ResourceRecord[] {
    return this.#records.all().filter((record) => record.keyspace === keyspace && record.status !== 'ACTIVE');
  }

  /** With those that are still being created. */
  #names(kind: ResourceRecord['kind'], keyspace: string, made: readonly string[]): string[] {
    const making = this.underWay(keyspace).filter((record) => record.kind === kind && record.status === 'CREATING');
    return [...new Set([...made, ...making.map(({ name = '' }) => name)])];
  }

  /**
   * @param look gives what Cassandra has; a text is the id that it has there
   * @returns undefined when there is none
   */
  async #look<Found>(
    thing: Thing,
    look: () => Promise<Found>,
    idOf: (found: Found) => string | boolean,
  ): Promise<{ record: ResourceRecord; found: Found } | undefined> {
    const key = keyOf(thing);
    const before = this.#records.get(key);
    const found = await look();
    const record = this.#records.get(key);
    // It went on while Cassandra was asked: the answer may be of before or after.
    if (record?.status !== before?.status) return this.#look(thing, look, idOf);
    const id = idOf(found);
    if (record && (record.status !== 'ACTIVE' || (id && (record.id ?? id) === id))) return { record, found };
    // Dropped by CQL since, and perhaps made anew.
    if (record) this.#records.delete(key);
    return id ? { record: standing(thing), found } : undefined;
  }
}

/** Of what nothing is known beyond Cassandra's schema. */
function standing(thing: Thing): ResourceRecord {
  return { ...thing, status: 'ACTIVE' };
}
