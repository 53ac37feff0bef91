import { addressBlock } from './address-condition.ts';
import { anythingBut } from './anything-but.ts';
import { type Condition, equals, onlyOperator, textOperand } from './condition.ts';
import { InvalidFilterPattern } from './invalid-filter-pattern.ts';
import { isJsonObject, type Json, type Scalar } from './json.ts';
import { numeric } from './number-conditions.ts';
import {
  endsWith,
  endsWithIgnoringCase,
  equalsIgnoringCase,
  startsWith,
  startsWithIgnoringCase,
  wildcard,
} from './text-conditions.ts';

type Operator = (operand: Json, where: string) => Condition;

const operators = new Map<string, Operator>([
  ['prefix', affix(startsWith, startsWithIgnoringCase)],
  ['suffix', affix(endsWith, endsWithIgnoringCase)],
  ['equals-ignore-case', (operand, where) => equalsIgnoringCase(textOperand(operand, where))],
  ['wildcard', (operand, where) => wildcard(textOperand(operand, where), where)],
  ['anything-but', anythingBut],
  ['numeric', numeric],
  ['cidr', (operand, where) => addressBlock(textOperand(operand, where), where)],
  ['exists', exists],
]);

/** True for a name that cannot be a field's within $or, where a misplaced operator would look like a field. */
export function isOperator(name: string): boolean {
  return operators.has(name);
}

/** Compiles one entry of a field's list: a value to equal, or an object with one operator. */
export function compileCondition(entry: Json, where: string): Condition {
  if (Array.isArray(entry)) throw new InvalidFilterPattern(where, 'a list cannot hold a list; write out its values.');
  if (!isJsonObject(entry)) return equals(entry as Scalar);

  const [name, operand] = onlyOperator(entry, where);
  const operator = operators.get(name);
  if (!operator) {
    const known = [...operators.keys()].join(', ');
    throw new InvalidFilterPattern(where, `${JSON.stringify(name)} is not an operator; the operators are ${known}.`);
  }
  return operator(operand, `${where}.${name}`);
}

/** Prefix and suffix take a string, or {"equals-ignore-case": string}. */
function affix(plain: (text: string) => Condition, ignoringCase: (text: string) => Condition): Operator {
  return (operand, where) => {
    if (!isJsonObject(operand)) return plain(textOperand(operand, where));
    const [name, text] = onlyOperator(operand, where);
    if (name === 'equals-ignore-case') return ignoringCase(textOperand(text, `${where}.${name}`));
    throw new InvalidFilterPattern(where, `${JSON.stringify(name)} cannot stand here; equals-ignore-case can.`);
  };
}

/** Every value exists. That there is none cannot be seen from a value, and is the matter of the list. */
function exists(operand: Json, where: string): Condition {
  if (typeof operand !== 'boolean') throw new InvalidFilterPattern(where, 'it takes true or false.');
  return () => operand;
}
