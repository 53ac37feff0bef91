import { invalid } from './errors.ts';

// What the API's model demands of a member, refused in the words of AWS.

const names = /^[a-zA-Z0-9\-_$#.]+$/;
const ids = /^[a-f0-9]{8}(-[a-f0-9]{4}){3}-[a-f0-9]{12}$/;
const metadataTexts = /^[a-zA-Z0-9+\-=._/@]+$/;

const longestName = 255;
const longestDescription = 2048;
const longestDefinition = 170_000;
const longestMetadataKey = 128;
const longestMetadataValue = 256;

/** @param parameter `registryName` or `schemaName` @throws AwsError InvalidInputException */
export function requireName(parameter: string, name: string | undefined): string {
  return requirePattern(parameter, requireLength(parameter, name, 1, longestName), names);
}

/** @throws AwsError InvalidInputException */
export function requireDescription(description: string | undefined): void {
  if (description !== undefined) requireLength('description', description, 0, longestDescription);
}

/** @throws AwsError InvalidInputException for one that is no text of a fitting length; Apicurio says whether it is valid */
export function requireDefinition(definition: string | undefined): string {
  const text = requireLength('SchemaDefinition', definition, 1, longestDefinition);
  return requirePattern('SchemaDefinition', text, /\S/);
}

/** @throws AwsError InvalidInputException */
export function requireVersionId(id: string): string {
  return requirePattern('SchemaVersionId', id, ids);
}

interface KeyAndValue {
  readonly MetadataKey?: string | undefined;
  readonly MetadataValue?: string | undefined;
}

/** @throws AwsError InvalidInputException */
export function requireMetadata({ MetadataKey, MetadataValue }: KeyAndValue = {}) {
  const key = requireLength('key', MetadataKey, 1, longestMetadataKey);
  const value = requireLength('value', MetadataValue, 1, longestMetadataValue);
  return {
    key: requirePattern('key', key, metadataTexts),
    value: requirePattern('value', value, metadataTexts),
  };
}

/** @param what such as `Data format` @throws AwsError InvalidInputException */
export function requireOneOf<Value extends string>(what: string, value: unknown, allowed: readonly Value[]): Value {
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw invalid(`${what} is not valid.`);
  return found;
}

function requireLength(parameter: string, text: string | undefined, min: number, max: number): string {
  const length = text?.length ?? 0;
  if (length >= min && length <= max) return text as string;
  throw invalid(`The resource name contains too many or too few characters. Parameter Name: ${parameter}`);
}

function requirePattern(parameter: string, text: string, pattern: RegExp): string {
  if (pattern.test(text)) return text;
  throw invalid(`The parameter value contains one or more characters that are not valid. Parameter Name: ${parameter}`);
}
