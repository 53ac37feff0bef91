import { type Entry, type Place, placeOfKey } from './entry.ts';
import type { Letters } from './letters.ts';
import type { Spill } from './spill.ts';

const askedAtOnce = 1000;

/** The places of one record: where it stood first, and where it was published again. */
interface Poison {
  readonly origin: Place;
  readonly places: Place[];
}

export interface LettersPorts {
  readonly letters: Letters;
  /** Those of the places whose dead letter was published again or discarded. */
  readonly findHandled: (places: readonly Place[]) => Promise<Place[]>;
}

/**
 * The records that are no users and of which there is no dead letter, none that was published again or discarded, and
 * no record that came of it and is a user now.
 */
export async function* lostLetters(others: Spill, { letters, findHandled }: LettersPorts): AsyncGenerator<Place> {
  let unknown: Poison[] = [];
  const lost = async () => {
    const handled = new Set((await findHandled(unknown.map(newestPlace))).map(nameOf));
    return unknown.filter((poison) => !handled.has(nameOf(newestPlace(poison))));
  };
  for (const bucket of others.buckets()) {
    for (const poison of poisonOf(bucket)) {
      if (poison.places.some((place) => letters.has(place))) continue;
      unknown.push(poison);
      if (unknown.length < askedAtOnce) continue;
      for (const { origin } of await lost()) yield origin;
      unknown = [];
    }
  }
  for (const { origin } of unknown.length > 0 ? await lost() : []) yield origin;
}

function poisonOf(bucket: Iterable<Entry>): Poison[] {
  const all = new Map<string, Poison>();
  const settled = new Set<string>();
  for (const { kind, key, partition, offset } of bucket) {
    const origin = placeOfKey(key);
    const name = nameOf(origin);
    if (kind === 'settled') settled.add(name);
    else if (all.has(name)) all.get(name)?.places.push({ partition, offset });
    else all.set(name, { origin, places: [origin, { partition, offset }] });
  }
  return [...all].filter(([name]) => !settled.has(name)).map(([, poison]) => poison);
}

/** What was published again from the others is in the topic: it has a letter of its own, or had one. */
function newestPlace({ origin, places }: Poison): Place {
  return places.reduce((newest, place) => (place.offset > newest.offset ? place : newest), origin);
}

function nameOf({ partition, offset }: Place): string {
  return `${partition}-${offset}`;
}
