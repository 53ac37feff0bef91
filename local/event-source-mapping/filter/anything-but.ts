import { type Condition, equals, onlyOperator, textOperand } from './condition.ts';
import { InvalidFilterPattern } from './invalid-filter-pattern.ts';
import { isJsonObject, isNumber, type Json, type JsonObject, type Scalar } from './json.ts';
import { textOperators } from './text-conditions.ts';

/** Meets every value but the excluded: strings, numbers, or what a text operator meets; one of them or a list. */
export function anythingBut(operand: Json, where: string): Condition {
  const excluded = isJsonObject(operand) ? excludedByOperator(operand, where) : excludedValues(operand, where);
  return (value) => !excluded.some((meets) => meets(value));
}

function excludedValues(operand: Json, where: string): Condition[] {
  const values = listed(operand, where);
  const onlyStrings = values.every((value) => typeof value === 'string');
  const onlyNumbers = values.every(isNumber);
  if (!onlyStrings && !onlyNumbers) {
    throw new InvalidFilterPattern(where, 'it takes a string, a number, or a list of only strings or only numbers.');
  }
  return values.map((value) => equals(value as Scalar));
}

function excludedByOperator(object: JsonObject, where: string): Condition[] {
  const [name, operand] = onlyOperator(object, where);
  const operator = textOperators.get(name);
  if (!operator) {
    const known = [...textOperators.keys()].join(', ');
    throw new InvalidFilterPattern(where, `${JSON.stringify(name)} cannot stand here; ${known} can.`);
  }
  const inside = `${where}.${name}`;
  return listed(operand, inside).map((value) => {
    const text = textOperand(value, inside);
    if (text === '' && (name === 'prefix' || name === 'suffix')) {
      throw new InvalidFilterPattern(inside, 'an empty string would exclude every string.');
    }
    return operator(text, inside);
  });
}

function listed(operand: Json, where: string): readonly Json[] {
  if (!Array.isArray(operand)) return [operand];
  if (operand.length === 0) throw new InvalidFilterPattern(where, 'an empty list excludes nothing.');
  return operand;
}
