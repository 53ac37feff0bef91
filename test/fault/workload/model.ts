import type { User } from '../../../lambdas/core/user.ts';

/** A change of a user as the topic holds it; null: the user is gone. */
export interface KnownChange {
  readonly id: string;
  readonly version: number;
  readonly user: User | null;
}

/** Of each user the newest so many are kept: no store is further behind, however long the workload goes on. */
const keptChanges = 200;

/** What both stores must come to, whatever is delivered again and in whatever order: each user's newest version. */
export class ReferenceModel {
  readonly #changes = new Map<string, Map<number, User | null>>();

  /** In any order. */
  apply({ id, version, user }: KnownChange): void {
    const own = this.#changes.get(id) ?? new Map<number, User | null>();
    this.#changes.set(id, own.set(version, user));
    if (own.size > keptChanges) own.delete(Math.min(...own.keys()));
  }

  ids(): string[] {
    return [...this.#changes.keys()];
  }

  /** The newest change; undefined when there was none. */
  newest(id: string): KnownChange | undefined {
    const own = this.#changes.get(id);
    if (own === undefined) return undefined;
    const version = Math.max(...own.keys());
    return { id, version, user: own.get(version) ?? null };
  }

  /** The user as that change says; undefined when no change of the user has that version. */
  at(id: string, version: number): User | null | undefined {
    return this.#changes.get(id)?.get(version);
  }

  /** Whether the user was deleted by a change of that version or a newer one. */
  isGoneSince(id: string, version: number): boolean {
    return [...(this.#changes.get(id) ?? [])].some(([own, user]) => user === null && own >= version);
  }
}
