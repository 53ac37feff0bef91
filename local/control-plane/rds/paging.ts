import { pageByKey } from '../paging.ts';
import { invalid } from './errors.ts';

interface PageRequest {
  readonly MaxRecords?: number;
  readonly Marker?: string;
}

const [least, most] = [20, 100];

/**
 * One page of a list in the order of its names, and the marker of the next one if there is more.
 * @throws AwsError InvalidParameterValue for a marker or a size that no page has
 */
export function pageOf<Thing>(
  things: readonly Thing[],
  nameOf: (thing: Thing) => string,
  { MaxRecords: size = most, Marker }: PageRequest,
) {
  if (size < least || size > most) {
    throw invalid(`Invalid value ${size} for MaxRecords. Must be between ${least} and ${most}`);
  }
  const refused = () => invalid('Invalid or expired Marker.');
  const { token, ...page } = pageByKey(things, nameOf, { size, token: Marker, refused });
  return { ...page, ...(token !== undefined && { Marker: token }) };
}
