import { InvalidFilterPattern } from './invalid-filter-pattern.ts';
import { isJsonObject, type Json } from './json.ts';
import { isOperator } from './operators.ts';

/**
 * What a pattern asks of a node. Two questions, because an array stands for its elements: what must be there need be
 * in one of them only, but what must not exist has to be absent from all.
 */
export interface Pattern<Node> {
  /** True when the node meets the pattern by something that is there. */
  isMetBy(node: Node): boolean;
  /** True when the pattern can be met by absence alone, and none of the nodes has what must not exist. */
  isAbsentFrom(nodes: readonly Node[]): boolean;
}

export function satisfies<Node>(pattern: Pattern<Node>, node: Node): boolean {
  return pattern.isMetBy(node) || pattern.isAbsentFrom([node]);
}

/** Makes the pattern of one field out of what stands under its name. */
export type FieldCompiler<Node> = (name: string, content: Json, where: string) => Pattern<Node>;

/** Compiles an object: all its fields must be met, and of each `$or` one branch. */
export function compileFields<Node>(content: Json, where: string, compileField: FieldCompiler<Node>): Pattern<Node> {
  if (!isJsonObject(content)) throw new InvalidFilterPattern(where, 'it must be an object.');
  const fields = Object.entries(content);
  if (fields.length === 0) throw new InvalidFilterPattern(where, 'an empty object is not allowed.');
  return all(
    fields.map(([name, inner]) => {
      const inside = `${where}.${name}`;
      return name === '$or' ? compileBranches(inner, inside, compileField) : compileField(name, inner, inside);
    }),
  );
}

function compileBranches<Node>(content: Json, where: string, compileField: FieldCompiler<Node>): Pattern<Node> {
  if (!Array.isArray(content) || content.length < 2) {
    throw new InvalidFilterPattern(where, 'it takes a list of two objects or more.');
  }
  const compileBranchField: FieldCompiler<Node> = (name, inner, inside) => {
    if (!isOperator(name)) return compileField(name, inner, inside);
    throw new InvalidFilterPattern(
      inside,
      'an operator belongs into the list of a field, and none is named so in $or.',
    );
  };
  return any(content.map((branch: Json, index) => compileFields(branch, `${where}[${index}]`, compileBranchField)));
}

function all<Node>(patterns: readonly Pattern<Node>[]): Pattern<Node> {
  return {
    isMetBy: (node) => {
      let met = false;
      for (const pattern of patterns) {
        if (pattern.isMetBy(node)) met = true;
        else if (!pattern.isAbsentFrom([node])) return false;
      }
      return met;
    },
    isAbsentFrom: (nodes) => patterns.every((pattern) => pattern.isAbsentFrom(nodes)),
  };
}

function any<Node>(patterns: readonly Pattern<Node>[]): Pattern<Node> {
  return {
    isMetBy: (node) => patterns.some((pattern) => pattern.isMetBy(node)),
    isAbsentFrom: (nodes) => patterns.some((pattern) => pattern.isAbsentFrom(nodes)),
  };
}
