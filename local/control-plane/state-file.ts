import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from './whole-file.ts';

/** The file in which a stack's control plane keeps things of a kind. */
export function stateFileOf(stateDir: string, kind: string): string {
  return join(stateDir, 'data', 'control-plane', `${kind}.json`);
}

/** Things by their key, kept in a JSON file that is whole at any time. Few and small: each change writes all. */
export class StateFile<Thing> {
  readonly #file: string;
  readonly #things: Map<string, Thing>;

  /** @throws Error when the file is damaged */
  constructor(file: string) {
    this.#file = file;
    this.#things = new Map(Object.entries(read<Thing>(file)));
  }

  get(key: string): Thing | undefined {
    return this.#things.get(key);
  }

  all(): Thing[] {
    return [...this.#things.values()];
  }

  set(key: string, thing: Thing): void {
    this.#things.set(key, thing);
    this.#write();
  }

  /** @returns whether it was there */
  delete(key: string): boolean {
    const deleted = this.#things.delete(key);
    if (deleted) this.#write();
    return deleted;
  }

  #write(): void {
    writeWhole(this.#file, `${JSON.stringify(Object.fromEntries(this.#things), null, 2)}\n`);
  }
}

function read<Thing>(file: string): Record<string, Thing> {
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, Thing>;
  } catch (cause) {
    throw new Error(`${file} is damaged: delete it, or everything with npm run reset.`, { cause });
  }
}
