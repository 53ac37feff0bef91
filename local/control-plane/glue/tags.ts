import { isReservedTagKey, longestTagKey, longestTagValue, mostTags } from '../tag-rules.ts';
import { invalid } from './errors.ts';

export type Tags = Readonly<Record<string, string>>;

/** With those of the same key replaced. @throws AwsError InvalidInputException */
export function withTags(old: Tags, added: Tags = {}): Tags {
  for (const [key, value] of Object.entries(added)) {
    if (isReservedTagKey(key)) throw invalid(`Tag keys that begin with aws: are reserved: ${key}`);
    if (key.length === 0 || key.length > longestTagKey || value.length > longestTagValue) {
      throw invalid(
        `A tag's key has 1 to ${longestTagKey} characters and its value up to ${longestTagValue}, unlike ${key}`,
      );
    }
  }
  const tags = { ...old, ...added };
  if (Object.keys(tags).length > mostTags) throw invalid(`New Tags cannot be empty or more than ${mostTags}`);
  return tags;
}

export function withoutTags(old: Tags, keys: readonly string[]): Tags {
  return Object.fromEntries(Object.entries(old).filter(([key]) => !keys.includes(key)));
}
