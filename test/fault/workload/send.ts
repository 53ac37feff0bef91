import type { KnownChange } from './model.ts';
import type { Operation } from './operations.ts';
import { type PoisonKind, poisonRecord } from './poison.ts';
import { type OutgoingRecord, type Place, replayed, type TopicWriter, versionOf } from './topic-writer.ts';

/** What the topic has of a user, to send it again. */
interface Sent {
  readonly record: OutgoingRecord;
  readonly place: Place;
  readonly change: KnownChange;
}

export interface SentPoison extends Place {
  readonly kind: PoisonKind;
  readonly id: string;
}

/** One record as it goes out, and what it means once the broker has it. */
interface Planned {
  readonly record: OutgoingRecord;
  acknowledged(place: Place): void;
}

/** Turns operations into records, and keeps what the broker has acknowledged of them. */
export class Sender {
  readonly #writer: TopicWriter;
  readonly #apply: (change: KnownChange, place: Place) => void;
  readonly #sent = new Map<string, Sent[]>();
  readonly poison: SentPoison[] = [];
  records = 0;

  /** @param apply is told of each change as it is acknowledged */
  constructor(writer: TopicWriter, apply: (change: KnownChange, place: Place) => void) {
    this.#writer = writer;
    this.#apply = apply;
  }

  /** @param choose a whole number below the given one */
  async send(operations: readonly Operation[], choose: (count: number) => number): Promise<void> {
    const planned = operations.flatMap((operation) => this.#plan(operation, choose) ?? []);
    const places = await this.#writer.write(planned.map(({ record }) => record));
    planned.forEach(({ acknowledged }, index) => {
      acknowledged(places[index] as Place);
    });
    this.records += planned.length;
  }

  #plan(operation: Operation, choose: (count: number) => number): Planned | undefined {
    switch (operation.kind) {
      case 'write': {
        const { user } = operation;
        return this.#planChange(this.#writer.userRecord(user), (place) => ({
          ...{ id: user.id, user, version: versionOf(place) },
        }));
      }
      case 'tombstone': {
        const { id } = operation;
        return this.#planChange({ key: id, value: null }, (place) => ({ id, user: null, version: versionOf(place) }));
      }
      case 'poison':
        return this.#planPoison(operation.poison, operation.id);
      default:
        return this.#planAgain(operation, choose);
    }
  }

  #planChange(record: OutgoingRecord, change: (place: Place) => KnownChange): Planned {
    return {
      record,
      acknowledged: (place) => {
        const known = change(place);
        this.#sent.set(known.id, [...(this.#sent.get(known.id) ?? []).slice(-9), { record, place, change: known }]);
        this.#apply(known, place);
      },
    };
  }

  #planAgain({ kind, id }: Operation & { kind: 'duplicate' | 'replay' }, choose: (count: number) => number) {
    const own = this.#sent.get(id);
    const sent = own?.[choose(own.length)];
    if (sent === undefined) return undefined;
    const { record, place: first, change } = sent;
    if (kind === 'duplicate') return this.#planChange(record, (place) => ({ ...change, version: versionOf(place) }));
    return { record: replayed(record, first), acknowledged: (place: Place) => this.#apply(change, place) };
  }

  #planPoison(kind: PoisonKind, id: string): Planned {
    const user = { ...harmlessUser, id };
    const record = poisonRecord(kind, user, this.#writer.schemaId);
    return { record, acknowledged: (place) => void this.poison.push({ ...place, kind, id }) };
  }
}

export const harmlessUser = {
  ...{ first_name: 'Ada', last_name: 'Lovelace', gender: 'female', address: '12 St James Square, London' },
  ...{
    post_code: 'SW1',
    email: 'ada@example.org',
    username: 'ada',
    phone: '1',
    picture: 'https://example.org/ada.jpg',
  },
  ...{ dob: '1815-12-10T00:00:00.000Z', registered_date: '1833-06-05T00:00:00.000Z' },
};
