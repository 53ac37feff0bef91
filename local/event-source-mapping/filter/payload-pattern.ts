import { fieldOf, isJsonObject, type Json } from './json.ts';
import { compileJson } from './json-pattern.ts';
import { type Pattern, satisfies } from './pattern.ts';
import type { Payload } from './payload.ts';

/**
 * Compiles what a pattern says of a key or value: a list is for plain strings, an object for JSON.
 * A payload of the other kind, or one that is not UTF-8, cannot be judged by it and passes; an absent one has no
 * field and is no string, so that it meets nothing but `exists: false`.
 */
export function compilePayload(content: Json, where: string): (payload: Payload) => boolean {
  const pattern = compileJson(content, where);
  if (asksOnlyForExistence(content)) return ({ kind }) => satisfiesExistence(pattern, kind !== 'absent');
  const judged = Array.isArray(content) ? 'text' : 'json';
  return (payload) => {
    if (payload.kind === 'absent') return pattern.isAbsentFrom([]);
    if (payload.kind === 'text') return judged !== 'text' || pattern.isMetBy(payload.text);
    if (payload.kind === 'json') return judged !== 'json' || satisfies(pattern, payload.json);
    return true;
  };
}

/** Whether there is a payload can be told of any, whatever it holds. */
function asksOnlyForExistence(content: Json): boolean {
  return (
    Array.isArray(content) && content.every((entry) => isJsonObject(entry) && fieldOf(entry, 'exists') !== undefined)
  );
}

function satisfiesExistence(pattern: Pattern<Json>, exists: boolean): boolean {
  return exists ? pattern.isMetBy('') : pattern.isAbsentFrom([]);
}
