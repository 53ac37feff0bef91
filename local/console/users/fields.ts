import { type CanonicalUser, readableValue, userFields } from '../../reconcile/digest.ts';
import type { FieldView, Place, ValueView } from './answers.ts';
import type { CassandraRow } from './stored.ts';
import { versionView } from './versions.ts';

/** Of a value; the rest may be a megabyte. */
const shownCharacters = 2000;
export const places = ['kafka', 'cassandra', 'postgres'] as const satisfies readonly Place[];

export type Values = Readonly<Record<Place, CanonicalUser | undefined>>;

/** Field by field what the places have; without the id, by which they were asked. */
export function fieldViews(values: Values, cassandra: CassandraRow | undefined): FieldView[] {
  if (places.every((place) => values[place] === undefined)) return [];
  const names = userFields.filter((name) => name !== 'id');
  return names.map((name) => {
    const view = (place: Place) => valueView(name, values[place]?.[name] ?? null, writtenApart(name, place, cassandra));
    return {
      name,
      values: { kafka: view('kafka'), cassandra: view('cassandra'), postgres: view('postgres') },
      differing: differingPlaces(name, values),
    };
  });
}

/** The stores by the newest record; where there is none, by each other. */
function differingPlaces(name: keyof CanonicalUser, values: Values): Place[] {
  const { kafka, cassandra, postgres } = values;
  const stores = ['cassandra', 'postgres'] as const;
  if (kafka) return stores.filter((place) => values[place] && values[place][name] !== kafka[name]);
  return cassandra && postgres && cassandra[name] !== postgres[name] ? [...stores] : [];
}

function valueView(name: string, value: string | null, written: bigint | undefined): ValueView | null {
  if (value === null) return null;
  const text = readableValue(name, value);
  return {
    text: text.slice(0, shownCharacters),
    ...(text.length > shownCharacters && { characters: text.length }),
    ...(written !== undefined && { written: versionView(written) }),
  };
}

/** When somebody wrote a cell of Cassandra without the others. */
function writtenApart(name: keyof CanonicalUser, place: Place, row: CassandraRow | undefined): bigint | undefined {
  const written = place === 'cassandra' ? row?.written[name] : undefined;
  return written === row?.version ? undefined : written;
}
