/** Of one thing. */
export const mostTags = 50;

/** Of a key. */
export const longestTagKey = 128;

/** Of a value. */
export const longestTagValue = 256;

/** Whether AWS keeps the key to itself. */
export function isReservedTagKey(key: string): boolean {
  return /^aws:/i.test(key);
}
