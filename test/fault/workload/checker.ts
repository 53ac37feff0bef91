import type { KnownChange, ReferenceModel } from './model.ts';
import type { StoredRow, StoredRows, StoreName } from './stored-users.ts';
import type { Place } from './topic-writer.ts';

/** Of each user the newest version that the sink is done with. */
export type Floors = ReadonlyMap<string, number>;

/**
 * Holds what the stores show to what holds at any time under at-least-once delivery: a row is one of the user's known
 * versions, in every field; none is older than what the mapping has committed; and no store goes back.
 */
export class Checker {
  readonly #model: ReferenceModel;
  readonly #uncommitted = new Map<number, { offset: number; change: KnownChange }[]>();
  readonly #floors = new Map<string, number>();
  readonly #seen = new Map<StoreName, Map<string, number>>();

  constructor(model: ReferenceModel) {
    this.#model = model;
  }

  /** A change that the broker has acknowledged. */
  acknowledged(change: KnownChange, { partition, offset }: Place): void {
    this.#model.apply(change);
    const waiting = this.#uncommitted.get(partition) ?? [];
    waiting.push({ offset, change });
    this.#uncommitted.set(partition, waiting);
  }

  /** @param offsets the mapping's, by partition. @returns what holds from now on */
  committed(offsets: ReadonlyMap<number, number>): Floors {
    for (const [partition, waiting] of this.#uncommitted) {
      const next = offsets.get(partition) ?? -1;
      for (const { change } of waiting.filter(({ offset }) => offset < next)) {
        this.#floors.set(change.id, Math.max(this.#floors.get(change.id) ?? 0, change.version));
      }
      this.#uncommitted.set(
        partition,
        waiting.filter(({ offset }) => offset >= next),
      );
    }
    return new Map(this.#floors);
  }

  /** @param floors of before the rows were read @returns in which ways a store breaks the rules */
  check(store: StoreName, rows: StoredRows, floors: Floors): string[] {
    const seen = this.#seen.get(store) ?? new Map<string, number>();
    this.#seen.set(store, seen);
    return this.#model.ids().flatMap((id) => {
      const row = rows.get(id);
      const before = Math.max(seen.get(id) ?? 0, floors.get(id) ?? 0);
      if (row) seen.set(id, Math.max(row.version, before));
      const problem = row ? this.#rowProblem(id, row, before) : this.#absenceProblem(id, before);
      return problem === undefined ? [] : [`${store}: user ${id} ${problem}`];
    });
  }

  /** @returns in which ways a store that has everything is not what the model says */
  checkEnd(store: StoreName, rows: StoredRows): string[] {
    return this.#model.ids().flatMap((id) => {
      const [newest, row] = [this.#model.newest(id), rows.get(id)];
      const [expected, shown] = [textOf(newest?.user), textOf(row?.user ?? null)];
      if (expected === shown && (!row || row.version === newest?.version)) return [];
      return [
        `${store}: user ${id} ends as ${shown} of version ${row?.version}, not ${expected} of ${newest?.version}`,
      ];
    });
  }

  #rowProblem(id: string, { version, user }: StoredRow, before: number): string | undefined {
    if (version < before) return `is shown in version ${version}, after ${before} was stored`;
    const known = this.#model.at(id, version);
    if (known === undefined) return `is shown in version ${version}, which no record has`;
    if (textOf(known) !== textOf(user)) return `is shown as ${textOf(user)}; version ${version} is ${textOf(known)}`;
    return undefined;
  }

  #absenceProblem(id: string, before: number): string | undefined {
    if (before === 0 || this.#model.isGoneSince(id, before)) return undefined;
    return `is not there, after version ${before} was stored`;
  }
}

/** Of fields in one order, cut short for messages. */
function textOf(user: object | null | undefined): string {
  return JSON.stringify(user && Object.fromEntries(Object.entries(user).sort(([a], [b]) => (a < b ? -1 : 1))));
}
