import type { Properties } from '../../resource.ts';
import { apiMembers } from '../../template-values.ts';

const numbers = new Set(['NumberOfBrokerNodes', 'Revision', 'VolumeSize', 'VolumeThroughput']);

/** Of MSK's API, in which one name differs. */
export function apiValues(properties: Properties): Properties {
  return apiMembers(properties, {
    nameOf: (name) => (name === 'EBSStorageInfo' ? 'EbsStorageInfo' : name),
    isNumber: (_, name) => numbers.has(name),
  });
}

/** A template has tags as an object for MSK. */
export function apiTags({ Tags = {} }: Properties): Record<string, string> {
  return Object.fromEntries(Object.entries(Tags as object).map(([key, value]) => [key, String(value)]));
}
