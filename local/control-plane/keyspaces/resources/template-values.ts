import type { Tag } from '@aws-sdk/client-keyspaces';

/** A template may hold "true" where true is meant. */
export function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

/** A template's `{"TargetValue": "70"}` as the API's `{"targetValue": 70}`. */
export function apiValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(apiValue);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name.charAt(0).toLowerCase() + name.slice(1), apiValue(inner)]),
    );
  }
  if (value === 'true' || value === 'false') return value === 'true';
  return typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
}

interface TemplateTag {
  readonly Key: string;
  readonly Value: string;
}

export function tagsOf(tags: readonly TemplateTag[] = []): Tag[] {
  return tags.map(({ Key, Value }) => ({ key: Key, value: String(Value) }));
}
