import type { Condition } from './condition.ts';
import { InvalidFilterPattern } from './invalid-filter-pattern.ts';
import { type Json, UnusualNumber } from './json.ts';

type Comparison = (value: number, limit: number) => boolean;

const comparisons = new Map<Json | undefined, Comparison>([
  ['=', (value, limit) => value === limit],
  ['<', (value, limit) => value < limit],
  ['<=', (value, limit) => value <= limit],
  ['>', (value, limit) => value > limit],
  ['>=', (value, limit) => value >= limit],
]);

const largest = 5e9;
const decimals = 6;

/** `["=", 5]`, `["<", 5]`, `[">", 0, "<=", 5]` and so on: compares the values of numbers, however they are written. */
export function numeric(operand: Json, where: string): Condition {
  if (!Array.isArray(operand)) throw new InvalidFilterPattern(where, 'it takes a list, for example [">", 0, "<=", 5].');
  const [operator, limit, secondOperator, secondLimit, ...rest] = operand as Json[];
  if (operand.length === 0) throw new InvalidFilterPattern(where, 'an empty list is not allowed.');
  const first = readComparison(operator, limit, where);
  if (operand.length === 2) return ofNumber(first.holds);

  if (rest.length > 0) throw new InvalidFilterPattern(where, 'a range has a lower and an upper limit, and no more.');
  if (operator !== '>' && operator !== '>=') {
    throw new InvalidFilterPattern(where, 'a range begins with ">" or ">=" and its lower limit.');
  }
  if (secondOperator !== '<' && secondOperator !== '<=') {
    throw new InvalidFilterPattern(where, 'a range ends with "<" or "<=" and its upper limit.');
  }
  const second = readComparison(secondOperator, secondLimit, where);
  if (first.limit >= second.limit)
    throw new InvalidFilterPattern(where, 'the lower limit must be below the upper one.');
  return ofNumber((value) => first.holds(value) && second.holds(value));
}

function readComparison(operator: Json | undefined, operand: Json | undefined, where: string) {
  const comparison = comparisons.get(operator);
  if (!comparison) {
    throw new InvalidFilterPattern(where, `${JSON.stringify(operator)} is not one of "=", "<", "<=", ">" and ">=".`);
  }
  const limit = numberOf(operand);
  if (limit === undefined) throw new InvalidFilterPattern(where, `a number must follow ${JSON.stringify(operator)}.`);
  if (!isComparable(limit)) {
    throw new InvalidFilterPattern(where, 'numbers must be between -5.0e9 and 5.0e9, inclusive.');
  }
  if (rounded(limit) !== limit) throw new InvalidFilterPattern(where, 'numbers must have six decimals at the most.');
  return { limit, holds: (value: number) => comparison(value, limit) };
}

/** Numbers outside the limits are not compared, and the others at six decimals. */
function ofNumber(test: (value: number) => boolean): Condition {
  return (value) => {
    const number = numberOf(value);
    return number !== undefined && isComparable(number) && test(rounded(number));
  };
}

function numberOf(value: Json | undefined): number | undefined {
  if (typeof value === 'number') return value;
  return value instanceof UnusualNumber ? value.value : undefined;
}

function isComparable(number: number): boolean {
  return Math.abs(number) <= largest;
}

function rounded(number: number): number {
  return Number.isInteger(number) ? number : Number(number.toFixed(decimals));
}
