interface Entry<Schema> {
  readonly schema: Schema;
  /** For how long the entry is believed, in milliseconds of the clock. */
  readonly until: number;
}

export interface SchemaCacheOptions<Schema> {
  /** What rejects is asked again the next time. */
  readonly load: (id: string) => Promise<Schema>;
  /** The schemas used last are kept. */
  readonly maxSchemas: number;
  /** For how long a schema is not asked for again, in milliseconds; infinite for what never changes. */
  readonly believeMs: (schema: Schema) => number;
  readonly clock?: () => number;
}

/** Schemas by id; several requests for one become a single one. */
export class SchemaCache<Schema> {
  readonly #options: SchemaCacheOptions<Schema>;
  readonly #clock: () => number;
  readonly #entries = new Map<string, Entry<Schema>>();
  readonly #loading = new Map<string, Promise<Schema>>();

  constructor(options: SchemaCacheOptions<Schema>) {
    this.#options = options;
    this.#clock = options.clock ?? (() => performance.now());
  }

  /** A schema that is known comes at once. */
  get(id: string): Schema | Promise<Schema> {
    const entry = this.#entries.get(id);
    if (entry && this.#clock() < entry.until) {
      this.#keep(id, entry);
      return entry.schema;
    }
    return this.#loading.get(id) ?? this.#load(id);
  }

  #load(id: string): Promise<Schema> {
    const loading = this.#options
      .load(id)
      .then((schema) => {
        this.#keep(id, { schema, until: this.#clock() + this.#options.believeMs(schema) });
        return schema;
      })
      .finally(() => this.#loading.delete(id));
    this.#loading.set(id, loading);
    return loading;
  }

  /** A map holds its entries in the order of their coming, so the first is the one that was not used for longest. */
  #keep(id: string, entry: Entry<Schema>): void {
    this.#entries.delete(id);
    this.#entries.set(id, entry);
    if (this.#entries.size <= this.#options.maxSchemas) return;
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      return;
    }
  }
}
