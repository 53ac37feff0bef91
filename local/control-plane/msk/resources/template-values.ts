import type { Properties } from '../../resource.ts';

const numbers = new Set(['NumberOfBrokerNodes', 'Revision', 'VolumeSize', 'VolumeThroughput']);

/** A template's values as the API has them: numbers and booleans may be texts, and one name differs. */
export function apiValues(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [apiName(key), apiValue(key, value)]));
}

/** A template has tags as an object for MSK. */
export function apiTags({ Tags = {} }: Properties): Record<string, string> {
  return Object.fromEntries(Object.entries(Tags as object).map(([key, value]) => [key, String(value)]));
}

function apiName(key: string): string {
  return key === 'EBSStorageInfo' ? 'EbsStorageInfo' : key;
}

function apiValue(key: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => apiValue(key, one));
  if (typeof value === 'object' && value !== null) return apiValues(value);
  if (value === 'true' || value === 'false') return value === 'true';
  return numbers.has(key) ? Number(value) : value;
}
