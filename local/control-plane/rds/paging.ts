import type { Filter } from '@aws-sdk/client-rds';
import { invalid } from './rules.ts';

interface Asked {
  readonly MaxRecords?: number;
  readonly Marker?: string;
}

interface Page<Thing> {
  readonly page: Thing[];
  /** Of the next page, if there is one. */
  readonly Marker?: string;
}

const usualRecords = 100;

/**
 * One page of things in the order of their names: a marker is the name of the last one told, so that things that come
 * and go meanwhile disturb nothing.
 * @throws AwsError InvalidParameterValue
 */
export function pageOf<Thing>(all: readonly Thing[], nameOf: (thing: Thing) => string, asked: Asked): Page<Thing> {
  const { MaxRecords: size = usualRecords, Marker } = asked;
  if (size < 20 || size > 100) {
    throw invalid(`Invalid value ${size} for MaxRecords. Must be between 20 and 100`);
  }
  const after = Marker === undefined ? undefined : readMarker(Marker);
  const rest = after === undefined ? all : all.filter((thing) => nameOf(thing) > after);
  const page = rest.slice(0, size);
  const last = page.at(-1);
  if (rest.length <= size || last === undefined) return { page };
  return { page, Marker: Buffer.from(nameOf(last)).toString('base64url') };
}

/**
 * Whether a thing is one of those asked for: its value under each filter's name is one of the filter's.
 * @throws AwsError InvalidParameterValue for a filter that there is not
 */
export function matches(filters: readonly Filter[] | undefined, values: Readonly<Record<string, string>>): boolean {
  return (filters ?? []).every(({ Name = '', Values = [] }) => {
    const value = values[Name];
    if (value === undefined) throw invalid(`Unrecognized filter name: ${Name}`);
    return Values.includes(value);
  });
}

function readMarker(marker: string): string {
  const name = Buffer.from(marker, 'base64url').toString();
  if (name !== '' && Buffer.from(name).toString('base64url') === marker) return name;
  throw invalid('Invalid or expired Marker.');
}
