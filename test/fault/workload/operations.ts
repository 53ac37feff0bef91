import type { User } from '../../../lambdas/core/user.ts';
import type { RandomNumbers } from '../../../local/services/random-user-api/users/random-numbers.ts';
import { hostileTexts } from './hostile-texts.ts';
import { type PoisonKind, poisonKinds } from './poison.ts';
import { idOf } from './random.ts';

/** One thing that somebody does to the topic. */
export type Operation =
  | { readonly kind: 'write'; readonly user: User }
  | { readonly kind: 'tombstone'; readonly id: string }
  /** A record of before, byte for byte: it counts as new. */
  | { readonly kind: 'duplicate'; readonly id: string }
  /** A record of before as redrive publishes it: it counts as it stood first. */
  | { readonly kind: 'replay'; readonly id: string }
  | { readonly kind: 'poison'; readonly poison: PoisonKind; readonly id: string };

export interface Population {
  /** Tells the ids of one run from those of all others. */
  readonly salt: string;
  /** So many users at most. */
  readonly users: number;
  /** Of large texts, in characters. */
  readonly maximumText: number;
}

/** Draws waves of operations; a wave has at most one of each user, so that the order of a user's changes is known. */
export class Operations {
  readonly #random: RandomNumbers;
  readonly #population: Population;
  readonly #known: string[] = [];
  #poisons = 0;

  constructor(random: RandomNumbers, population: Population) {
    this.#random = random;
    this.#population = population;
  }

  wave(size: number, options: { poison: boolean }): Operation[] {
    const operations = new Map<string, Operation>();
    for (let drawn = 0; drawn < size; drawn += 1) {
      const operation = this.#draw(options.poison);
      const id = operation.kind === 'write' ? operation.user.id : operation.id;
      if (!operations.has(id)) operations.set(id, operation);
    }
    return [...operations.values()];
  }

  #draw(poison: boolean): Operation {
    const drawn = this.#random.below(100);
    if (drawn < 4 && poison) return this.#poison();
    if (this.#known.length === 0 || (drawn < 30 && this.#known.length < this.#population.users)) {
      const id = idOf(`${this.#population.salt} user ${this.#known.length}`);
      this.#known.push(id);
      return { kind: 'write', user: this.#user(id) };
    }
    const id = this.#random.pick(this.#known);
    if (drawn < 65) return { kind: 'write', user: this.#user(id) };
    if (drawn < 77) return { kind: 'tombstone', id };
    return { kind: drawn < 88 ? 'duplicate' : 'replay', id };
  }

  #poison(): Operation {
    this.#poisons += 1;
    const id = idOf(`${this.#population.salt} poison ${this.#poisons}`);
    return { kind: 'poison', poison: this.#random.pick(poisonKinds), id };
  }

  #user(id: string): User {
    const random = this.#random;
    const text = () => (random.below(6) === 0 ? random.pick(hostileTexts) : random.fill('@@@ ### @@'));
    const instant = () => new Date(random.below(2 ** 31) * 500).toISOString();
    const isLarge = random.below(40) === 0;
    return {
      id,
      first_name: text(),
      last_name: text(),
      gender: random.pick(['female', 'male']),
      address: isLarge ? 'ß'.repeat(random.between(1, this.#population.maximumText)) : text(),
      post_code: text(),
      email: text(),
      username: text(),
      dob: instant(),
      registered_date: instant(),
      phone: random.fill('+## ###-####'),
      picture: text(),
    };
  }
}
