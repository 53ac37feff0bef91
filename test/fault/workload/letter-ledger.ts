import type { Settings } from '../../../local/settings.ts';
import { eventually } from '../../support/eventually.ts';
import { endOffsets } from './committed-offsets.ts';
import { holds, type Letter, readLetters } from './letters.ts';
import type { SentPoison } from './send.ts';
import type { Place } from './topic-writer.ts';

const untilMs = 180_000;

type RecordPlace = Pick<Place, 'partition' | 'offset'>;

/** Every letter seen of records that came after its opening: an emulator that is killed forgets its queue. */
export class LetterLedger {
  readonly #settings: Settings;
  readonly #from: ReadonlyMap<number, number>;
  readonly #seen = new Map<string, Letter>();

  private constructor(settings: Settings, from: ReadonlyMap<number, number>) {
    this.#settings = settings;
    this.#from = from;
  }

  static async open(settings: Settings): Promise<LetterLedger> {
    return new LetterLedger(settings, await endOffsets(settings));
  }

  /** How many letters there are, of different records. */
  get letters(): number {
    return this.#seen.size;
  }

  async look(): Promise<void> {
    for (const letter of await readLetters(this.#settings)) {
      const isOwn = letter.ranges.every(({ partition, first }) => first >= (this.#from.get(partition) ?? 0));
      if (isOwn) this.#seen.set(JSON.stringify(letter.ranges), letter);
    }
  }

  /** Waits until each of the records has its letter. */
  untilHas(records: readonly RecordPlace[]): Promise<void> {
    return eventually(
      async () => {
        await this.look();
        const missing = records.filter((record) => !this.#has(record));
        if (missing.length > 0) throw new Error(`${missing.length} records have no letter yet.`);
      },
      untilMs,
      500,
    );
  }

  /** @returns which poison has no letter, and which letter is of a record that is none */
  compare(poison: readonly SentPoison[]): string[] {
    const isPoison = (place: RecordPlace) =>
      poison.some(({ partition, offset }) => partition === place.partition && offset === place.offset);
    const missing = poison.filter((record) => !this.#has(record));
    const wrong = [...this.#seen.values()].filter(({ records, ranges }) => {
      const within = ranges.flatMap((range) => poison.filter((record) => holds(range, record)));
      const ends = ranges.flatMap(({ partition, first, last }) => [
        { partition, offset: first },
        { partition, offset: last },
      ]);
      return within.length < records || !ends.every(isPoison);
    });
    return [
      ...missing.map(
        ({ partition, offset, kind }) => `the poison record ${partition}:${offset} (${kind}) has no letter`,
      ),
      ...wrong.map((letter) => `a letter is of records that are no poison: ${JSON.stringify(letter)}`),
    ];
  }

  #has(record: RecordPlace): boolean {
    return [...this.#seen.values()].some(({ ranges }) => ranges.some((range) => holds(range, record)));
  }
}
