import avro from 'avsc';
import { ByteReader } from '../byte-reader.ts';
import type { PayloadReader, RegisteredSchema } from '../schema.ts';
import { avroJsonWriter } from './avro-json-writer.ts';
import { JsonBudget } from './json-budget.ts';

/** Reads Avro with the schema that it was written with. */
export function avroReader({ text, references }: RegisteredSchema): PayloadReader {
  const write = avroJsonWriter(parseAvro([...references.map((reference) => reference.text), text]));

  return (payload) => {
    const reader = new ByteReader(payload);
    const budget = new JsonBudget();
    const json = write(reader, budget);
    budget.spendTo(json.length);
    if (reader.remaining > 0) throw new Error(`${reader.remaining} bytes follow what the schema describes`);
    return Buffer.from(json);
  };
}

/** The last of the schemas, which may name the types of those before it. */
function parseAvro(texts: readonly string[]): avro.Type {
  // Unions are kept wrapped because only those may hold two types that look alike as values.
  const options = { registry: {}, wrapUnions: 'always' } as const;
  const types = texts.map((text) => avro.Type.forSchema(JSON.parse(text), options));
  return types.at(-1) as avro.Type;
}
