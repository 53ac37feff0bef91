import { InvalidFilterPattern } from './invalid-filter-pattern.ts';
import { type Json, type JsonObject, type Scalar, UnusualNumber } from './json.ts';

/** True for a value of a field that meets one condition of a pattern. */
export type Condition = (value: Scalar) => boolean;

/** Numbers are equal when they are written alike: 300 is neither 300.0 nor 3.0e2. */
export function equals(wanted: Scalar): Condition {
  if (!(wanted instanceof UnusualNumber)) return (value) => value === wanted;
  return (value) => value instanceof UnusualNumber && value.text === wanted.text;
}

/** A condition that only a string can meet. */
export function ofText(test: (text: string) => boolean): Condition {
  return (value) => typeof value === 'string' && test(value);
}

/** The operand of an operator that takes a string. */
export function textOperand(operand: Json, where: string): string {
  if (typeof operand === 'string') return operand;
  throw new InvalidFilterPattern(where, 'it takes a string.');
}

/** The name and the operand of an object that stands for one operator. */
export function onlyOperator(object: JsonObject, where: string): readonly [name: string, operand: Json] {
  const [field, ...others] = Object.entries(object);
  if (!field || others.length > 0) throw new InvalidFilterPattern(where, 'an object in a list holds one operator.');
  return field;
}
