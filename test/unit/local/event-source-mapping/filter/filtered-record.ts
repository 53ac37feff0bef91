import { compileFilters } from '../../../../../local/event-source-mapping/filter/record-filter.ts';
import type { KafkaRecord } from '../../../../../local/event-source-mapping/record.ts';
import { kafkaRecord } from '../event-records.ts';

/** What a test writes as a pattern: its JSON text, or what that text is made of. */
export type PatternSource = string | object;

/** True when a record of the topic "orders" passes one filter with the pattern. */
export function passes(pattern: PatternSource, changes: Partial<KafkaRecord>): boolean {
  const filter = compileFilters({ Filters: [{ Pattern: patternText(pattern) }] }, 'orders');
  if (!filter) throw new Error('A filter was expected.');
  return filter({ ...kafkaRecord(5), ...changes });
}

/** True when a record whose value is this text passes. */
export function passesValue(pattern: PatternSource, value: string): boolean {
  return passes(pattern, { value: Buffer.from(value) });
}

/** True when a value of the field "f" meets the list of conditions; both are JSON texts. */
export function meets(list: string, fieldValue: string): boolean {
  return passesValue(`{"value":{"f":${list}}}`, `{"f":${fieldValue}}`);
}

function patternText(pattern: PatternSource): string {
  return typeof pattern === 'string' ? pattern : JSON.stringify(pattern);
}
