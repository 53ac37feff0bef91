import { isUtf8 } from 'node:buffer';
import { createRequire } from 'node:module';
import { Ajv, type AnySchema, type AnySchemaObject, type ErrorObject, type Options } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvDraft04 from 'ajv-draft-04';
import formats from 'ajv-formats';
import type { PayloadReader, RegisteredSchema } from '../schema.ts';

// A registered schema may hold words and formats that its writers know and the standard does not.
const options: Options = { strict: false, logger: false, code: { regExp: tolerantPattern } };

const draft06: AnySchemaObject = createRequire(import.meta.url)('ajv/dist/refs/json-schema-draft-06.json');

const compilers = {
  'draft-04': () => new ajvDraft04.default(options),
  'draft-06': () => new Ajv(options).addMetaSchema(draft06),
  'draft-07': () => new Ajv(options),
  '2019-09': () => new Ajv2019(options),
  '2020-12': () => new Ajv2020(options),
};
type Draft = keyof typeof compilers;
type Compiler = ReturnType<(typeof compilers)[Draft]>;

const made = new Map<Draft, Compiler>();

/** Checks JSON against its schema and leaves it as it is. */
export function jsonSchemaReader(schema: RegisteredSchema): PayloadReader {
  const validate = compile(parse(schema.text), schema.references);

  return (payload) => {
    if (!isUtf8(payload)) throw new Error('it is not UTF-8');
    if (!validate(JSON.parse(payload.toString()))) throw new Error(describe(validate.errors?.[0]));
    return payload;
  };
}

function describe(error: ErrorObject | undefined): string {
  return `${error?.instancePath || 'it'} ${error?.message ?? 'is not valid'}`;
}

function parse(text: string): AnySchema {
  const schema = JSON.parse(text) as unknown;
  const isObject = typeof schema === 'object' && schema !== null && !Array.isArray(schema);
  if (isObject || typeof schema === 'boolean') return schema as AnySchema;
  throw new Error('the schema is neither an object nor a boolean');
}

function compile(schema: AnySchema, references: RegisteredSchema['references']) {
  const compiler = compilerOf(schema);
  try {
    const base = baseUri(schema);
    for (const { name, text } of references) compiler.addSchema(parse(text), resolve(base, name));
    const validate = compiler.compile(schema);
    if ('$async' in validate && validate.$async) throw new Error('the schema has $async, which is not of JSON Schema');
    return validate;
  } finally {
    // What is compiled goes on working; the names are another schema's to use.
    compiler.removeSchema();
  }
}

function compilerOf(schema: AnySchema): Compiler {
  const draft = draftOf(schema);
  const compiler = made.get(draft) ?? compilers[draft]();
  if (!made.has(draft)) {
    formats.default(compiler);
    made.set(draft, compiler);
  }
  return compiler;
}

/** A schema that does not say which draft it follows is of draft 7, as registries take it. */
function draftOf(schema: AnySchema): Draft {
  const named: unknown = typeof schema === 'boolean' ? undefined : schema.$schema;
  if (named === undefined) return 'draft-07';
  const draft = /^https?:\/\/json-schema\.org\/(?:draft\/)?(draft-0[467]|2019-09|2020-12)\/schema#?$/.exec(
    String(named),
  );
  if (draft) return draft[1] as Draft;
  throw new Error(`the schema follows ${String(named)}; JSON Schema is read in draft 4, 6, 7, 2019-09 and 2020-12`);
}

function baseUri(schema: AnySchema): string | undefined {
  const $id: unknown = typeof schema === 'boolean' ? undefined : (schema.$id ?? schema.id);
  return typeof $id === 'string' && URL.canParse($id) ? $id : undefined;
}

function resolve(base: string | undefined, name: string): string {
  return base === undefined ? name : new URL(name, base).href;
}

/**
 * Other languages take patterns that JavaScript refuses in its Unicode mode, such as `\-`. Those of a registered schema
 * are trusted: one that takes exponential time on some text would hold up the poller.
 */
function tolerantPattern(pattern: string, flags: string): RegExp {
  try {
    return new RegExp(pattern, flags);
  } catch {
    return new RegExp(pattern);
  }
}
tolerantPattern.code = 'new RegExp';
