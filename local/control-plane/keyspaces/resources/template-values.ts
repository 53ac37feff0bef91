import type { Tag } from '@aws-sdk/client-keyspaces';
import { generatedName } from '../../generated-name.ts';
import type { Place, Properties } from '../../resource.ts';
import { apiMembers } from '../../template-values.ts';

/** A template's `{"TargetValue": "70"}` as the API's `{"targetValue": 70}`. */
export function apiValues(properties: Properties): Properties {
  return apiMembers(properties, {
    nameOf: (name) => name.charAt(0).toLowerCase() + name.slice(1),
    isNumber: (value) => typeof value === 'string' && /^\d+(\.\d+)?$/.test(value),
  });
}

interface TemplateTag {
  readonly Key: string;
  readonly Value: string;
}

export function apiTags({ Tags = [] }: Properties): Tag[] {
  return Tags.map(({ Key, Value }: TemplateTag) => ({ key: Key, value: String(Value) }));
}

/** A name for what the template does not name, as Amazon Keyspaces takes it. */
export function generatedIdentifier(place: Place): string {
  return generatedName(place, 48).replaceAll('-', '_');
}
