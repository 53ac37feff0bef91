/** A JSON value, in which a number that is written in an unusual way can keep its text. */
export type Json = Scalar | JsonObject | readonly Json[];
export type Scalar = string | number | boolean | null | UnusualNumber;
export type JsonObject = { readonly [name: string]: Json };

/** A number whose text (300.0, 3.0e2, -0) is not the one that JavaScript writes for its value. */
export class UnusualNumber {
  readonly text: string;
  readonly value: number;

  constructor(text: string, value: number) {
    this.text = text;
    this.value = value;
  }
}

// May find one where there is none (in a string), but never overlooks one: an exponent, a zero at the end of a
// fraction, more digits than a double tells apart, a value so small that it is written with an exponent, minus zero.
const unusualNumber = /[[:,\s](?:-?(?:[\d.]{16}|[\d.]+[eE]|\d+\.\d*0(?=[\s,\]}])|0\.0{6})|-0[\s,\]}])/;

/** Whether numbers keep the text that they are written with. Keeping it costs time where there are unusual ones. */
export type NumberTexts = 'kept' | 'dropped';

/** Returns undefined for text that is not JSON. */
export function parseJson(text: string, numberTexts: NumberTexts): Json | undefined {
  try {
    const parsed: Json = JSON.parse(text);
    return numberTexts === 'kept' && unusualNumber.test(text) ? keepNumberTexts(text, parsed) : parsed;
  } catch {
    return undefined;
  }
}

/** Six times slower than plain parsing, which is why only text that needs it comes here. */
function keepNumberTexts(text: string, parsed: Json): Json {
  try {
    return JSON.parse(text, reviveNumber);
  } catch {
    // The reviver's recursion ends at some thousand levels, where plain parsing goes on.
    return parsed;
  }
}

function reviveNumber(_name: string, value: Json, context?: { source: string }): Json {
  if (typeof value !== 'number' || !context || context.source === String(value)) return value;
  return new UnusualNumber(context.source, value);
}

export function isJsonObject(value: Json): value is JsonObject {
  return !isScalar(value) && !Array.isArray(value);
}

export function isScalar(value: Json): value is Scalar {
  return typeof value !== 'object' || value === null || value instanceof UnusualNumber;
}

export function isNumber(value: Json): value is number | UnusualNumber {
  return typeof value === 'number' || value instanceof UnusualNumber;
}

/** The object's own field: names such as "constructor" and "__proto__" are names like others. */
export function fieldOf(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** The value itself, or what is in its arrays, however deep: they stand for their elements. */
export function* elementsOf(value: Json): Generator<Scalar | JsonObject> {
  // A stack of its own, because nesting that the parser accepts would overflow the program's.
  const pending = [value];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (isArray(next)) for (let index = next.length - 1; index >= 0; index -= 1) pending.push(next[index] as Json);
    else yield next;
  }
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
