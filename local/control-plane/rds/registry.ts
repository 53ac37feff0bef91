import type { AwsError } from '../aws-error.ts';
import type { Caller } from '../operation.ts';
import type { StateFile } from '../state-file.ts';

interface Kind<Thing> {
  /** In small letters; another thing may have it in another account or Region. */
  readonly nameOf: (thing: Thing) => string;
  /** The key under which a thing is kept. @default its account, Region and name */
  readonly keyOf?: (thing: Thing) => string;
  /** What RDS says when there is none with the name. */
  readonly missing: (name: string) => AwsError;
  /** What RDS says when there is one already. */
  readonly taken: (name: string) => AwsError;
}

/** The things of a kind that all accounts and Regions have. */
export class Registry<Thing extends Caller> {
  readonly #kept: StateFile<Thing>;
  readonly #kind: Kind<Thing>;

  constructor(kept: StateFile<Thing>, kind: Kind<Thing>) {
    this.#kept = kept;
    this.#kind = kind;
  }

  get(caller: Caller, name: string): Thing | undefined {
    const small = name.toLowerCase();
    return this.all().find((thing) => this.#kind.nameOf(thing) === small && isOf(caller, thing));
  }

  /** @throws AwsError */
  find(caller: Caller, name = ''): Thing {
    const thing = this.get(caller, name);
    if (thing) return thing;
    throw this.#kind.missing(name);
  }

  /** @throws AwsError */
  requireNew(caller: Caller, name: string): void {
    if (this.get(caller, name)) throw this.#kind.taken(name);
  }

  all(): Thing[] {
    return this.#kept.all();
  }

  /** Those of the account and Region, by name. */
  list(caller: Caller): Thing[] {
    const { nameOf } = this.#kind;
    return this.all()
      .filter((thing) => isOf(caller, thing))
      .sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
  }

  /** The one with the name; all of the account and Region when none is named. @throws AwsError */
  asked(caller: Caller, name: string | undefined): Thing[] {
    return name ? [this.find(caller, name)] : this.list(caller);
  }

  set(thing: Thing): void {
    this.#kept.set(this.#keyOf(thing), thing);
  }

  delete(thing: Thing): void {
    this.#kept.delete(this.#keyOf(thing));
  }

  #keyOf(thing: Thing): string {
    return this.#kind.keyOf?.(thing) ?? [thing.account, thing.region, this.#kind.nameOf(thing)].join(' ');
  }
}

function isOf({ account, region }: Caller, thing: Caller): boolean {
  return thing.account === account && thing.region === region;
}
