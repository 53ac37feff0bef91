import type { FilterCriteria } from '@aws-sdk/client-lambda';
import type { KafkaRecord } from '../record.ts';
import { InvalidFilterPattern } from './invalid-filter-pattern.ts';
import { fieldOf, isJsonObject, isNumber, isScalar, type Json, parseJson } from './json.ts';
import { compileJsonField } from './json-pattern.ts';
import { compileFields, type Pattern, satisfies } from './pattern.ts';
import { compilePayload } from './payload-pattern.ts';
import { RecordView } from './record-view.ts';

/** True for a record that the function is to see. */
export type RecordFilter = (record: KafkaRecord) => boolean;

const maxFilters = 10;
const maxPatternLength = 4096;

/**
 * Makes the filter of a mapping's records, which pass when they match one of the patterns. No filters: undefined.
 * @throws InvalidFilterPattern naming the filter and what is wrong
 */
export function compileFilters(criteria: FilterCriteria | undefined, topic: string): RecordFilter | undefined {
  const filters = criteria?.Filters ?? [];
  if (filters.length === 0) return undefined;
  if (filters.length > maxFilters) {
    throw new InvalidFilterPattern('Filters', `there are ${filters.length}, and at most ${maxFilters} are allowed.`);
  }
  const contents = filters.map(({ Pattern: text }, index) => readPattern(text, patternName(index)));
  const patterns = contents.map((content, index) => compileFields(content, patternName(index), compileRecordField));
  const numberTexts = contents.some(comparesNumberTexts) ? 'kept' : 'dropped';
  return (record) => {
    const view = new RecordView(record, topic, numberTexts);
    return patterns.some((pattern) => pattern.isMetBy(view));
  };
}

function patternName(index: number): string {
  return `Filters[${index}].Pattern`;
}

function readPattern(text: string | undefined, where: string): Json {
  if (text === undefined) throw new InvalidFilterPattern(where, 'a filter needs a pattern.');
  if (text.length > maxPatternLength) {
    throw new InvalidFilterPattern(where, `it has ${text.length} characters; at most ${maxPatternLength} are allowed.`);
  }
  const content = parseJson(text, 'kept');
  if (content === undefined) throw new InvalidFilterPattern(where, 'it is not JSON.');
  return content;
}

/** Numbers within anything but `numeric` are compared by their texts. */
function comparesNumberTexts(content: Json): boolean {
  if (isScalar(content)) return isNumber(content);
  if (isJsonObject(content)) return Object.values(content).some(comparesNumberTexts);
  return content.some((entry) => !isNumeric(entry) && comparesNumberTexts(entry));
}

function isNumeric(entry: Json): boolean {
  return isJsonObject(entry) && fieldOf(entry, 'numeric') !== undefined;
}

function compileRecordField(name: string, content: Json, where: string): Pattern<RecordView> {
  if (name === 'value' || name === 'key') {
    const isMet = compilePayload(content, where);
    return judging((view) => isMet(view[name]));
  }
  const pattern = compileJsonField(name, content, where);
  return judging((view) => satisfies(pattern, view.metadata));
}

/** A record is no array, so that absence needs no question of its own. */
function judging(isMetBy: (view: RecordView) => boolean): Pattern<RecordView> {
  return { isMetBy, isAbsentFrom: () => false };
}
