interface Entry<Schema> {
  /** Undefined: the registry does not have it. */
  readonly schema: Schema | undefined;
  /** For how long the entry is believed, in milliseconds of the clock. */
  readonly until: number;
}

export interface SchemaCacheOptions<Schema> {
  /** Resolves undefined for a schema that the registry does not have; what rejects is asked again the next time. */
  readonly load: (id: number) => Promise<Schema | undefined>;
  /** The schemas used last are kept. */
  readonly maxSchemas: number;
  /** For how long a missing schema is not asked for again: it may be registered after the first record that needs it. */
  readonly missingMs: number;
  readonly clock?: () => number;
}

/** Schemas by id, which never change; several requests for one become a single one. */
export class SchemaCache<Schema> {
  readonly #options: SchemaCacheOptions<Schema>;
  readonly #clock: () => number;
  readonly #entries = new Map<number, Entry<Schema>>();
  readonly #loading = new Map<number, Promise<Schema | undefined>>();

  constructor(options: SchemaCacheOptions<Schema>) {
    this.#options = options;
    this.#clock = options.clock ?? (() => performance.now());
  }

  /** A schema that is known comes at once. */
  get(id: number): Schema | undefined | Promise<Schema | undefined> {
    const entry = this.#entries.get(id);
    if (entry && (entry.until === Number.POSITIVE_INFINITY || this.#clock() < entry.until)) {
      this.#keep(id, entry);
      return entry.schema;
    }
    return this.#loading.get(id) ?? this.#load(id);
  }

  #load(id: number): Promise<Schema | undefined> {
    const loading = this.#options
      .load(id)
      .then((schema) => {
        const until = schema === undefined ? this.#clock() + this.#options.missingMs : Number.POSITIVE_INFINITY;
        this.#keep(id, { schema, until });
        return schema;
      })
      .finally(() => this.#loading.delete(id));
    this.#loading.set(id, loading);
    return loading;
  }

  /** A map holds its entries in the order of their coming, so the first is the one that was not used for longest. */
  #keep(id: number, entry: Entry<Schema>): void {
    this.#entries.delete(id);
    this.#entries.set(id, entry);
    if (this.#entries.size <= this.#options.maxSchemas) return;
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      return;
    }
  }
}
