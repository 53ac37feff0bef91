import { isReservedTagKey, longestTagKey, longestTagValue, mostTags } from '../tag-rules.ts';
import { badRequest } from './errors.ts';

/** @throws AwsError BadRequestException */
export function requireTags(tags: Readonly<Record<string, string>>): void {
  const entries = Object.entries(tags);
  if (entries.length > mostTags) throw badRequest(`A resource can have at most ${mostTags} tags.`);
  for (const [key, value] of entries) {
    if (key.length < 1 || key.length > longestTagKey || isReservedTagKey(key))
      throw badRequest(`Invalid tag key: ${key}.`);
    if (value.length > longestTagValue)
      throw badRequest(`The value of the tag ${key} is longer than ${longestTagValue} characters.`);
  }
}
