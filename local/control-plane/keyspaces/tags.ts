import type { Tag } from '@aws-sdk/client-keyspaces';
import { isReservedTagKey, longestTagKey, longestTagValue, mostTags } from '../tag-rules.ts';
import { invalid } from './errors.ts';
import { requireList, requireText } from './rules.ts';

export type Tags = Readonly<{ [key: string]: string }>;

/** Values by key. @throws AwsError ValidationException */
export function readTags(tags: readonly Tag[] | undefined): Tags {
  const read: { [key: string]: string } = {};
  for (const { key, value } of requireList('tags', tags, { min: 1, max: 60 })) {
    const name = requireText('tags.key', key, { min: 1, max: longestTagKey });
    if (isReservedTagKey(name)) throw invalid(`Tag keys that begin with aws: are reserved: ${name}`);
    if (Object.hasOwn(read, name)) throw invalid(`Duplicate tag key: ${name}`);
    read[name] = requireText('tags.value', value, { max: longestTagValue });
  }
  return read;
}

/** With those of the same key replaced. @throws AwsError ValidationException when they become too many */
export function withTags(old: Tags, added: Tags): Tags {
  const tags = { ...old, ...added };
  if (Object.keys(tags).length > mostTags) throw invalid(`A resource can have up to ${mostTags} tags`);
  return tags;
}

export function withoutTags(old: Tags, keys: readonly string[]): Tags {
  return Object.fromEntries(Object.entries(old).filter(([key]) => !keys.includes(key)));
}

export function listOf(tags: Tags): Tag[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}
