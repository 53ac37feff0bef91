import avro from 'avsc';
import type { ByteReader } from '../byte-reader.ts';
import type { JsonBudget } from './json-budget.ts';

/** Reads one value of a type and gives its JSON. */
export type JsonWriter = (reader: ByteReader, budget: JsonBudget) => string;

type Written = Map<avro.Type, JsonWriter>;

/**
 * Compiles a type to a reader of its binary form that writes plain JSON: a union's value stands by itself, bytes are one
 * character each (as in Avro's JSON), a logical type is what it is made of, and long integers keep all their digits.
 */
export function avroJsonWriter(type: avro.Type, written: Written = new Map()): JsonWriter {
  const existing = written.get(type);
  if (existing) return existing;
  let write: JsonWriter;
  // A type may hold itself, before it is known how it is written.
  written.set(type, (reader, budget) => write(reader, budget));
  write = primitives[type.typeName] ?? composed(type, written);
  written.set(type, write);
  return write;
}

const primitives: Readonly<Record<string, JsonWriter>> = {
  null: () => 'null',
  boolean: (reader) => {
    const byte = reader.byte();
    if (byte > 1) throw new Error(`byte ${reader.offset - 1} is ${byte}, where a boolean should be`);
    return byte === 1 ? 'true' : 'false';
  },
  int: (reader) => {
    const value = reader.zigZag();
    if (typeof value !== 'number' || value !== (value | 0)) throw new Error(`${value} is more than an int holds`);
    return String(value);
  },
  long: (reader) => String(reader.zigZag()),
  float: (reader) => floatingPoint(reader.bytes.readFloatLE(reader.skip(4))),
  double: (reader) => floatingPoint(reader.bytes.readDoubleLE(reader.skip(8))),
  bytes: (reader) => characters(reader, reader.count(), 'latin1'),
  string: (reader) => characters(reader, reader.count(), 'utf8'),
};

function composed(type: avro.Type, written: Written): JsonWriter {
  const { types } = avro;
  if (type instanceof types.RecordType) return record(type, written);
  if (type instanceof types.EnumType) return choice(type.symbols.map((symbol) => () => JSON.stringify(symbol)));
  if (type instanceof types.FixedType) return (reader) => characters(reader, type.size, 'latin1');
  if (type instanceof types.WrappedUnionType)
    return choice(type.types.map((branch) => avroJsonWriter(branch, written)));
  if (type instanceof types.ArrayType) return list('[', ']', avroJsonWriter(type.itemsType, written));
  if (type instanceof types.MapType) return list('{', '}', mapEntry(avroJsonWriter(type.valuesType, written)));
  throw new Error(`it has the unknown Avro type ${type.typeName}`);
}

function record(type: avro.types.RecordType, written: Written): JsonWriter {
  const fields = type.fields.map(({ name, type: fieldType }, index) => ({
    start: `${index === 0 ? '' : ','}${JSON.stringify(name)}:`,
    write: avroJsonWriter(fieldType, written),
  }));
  return (reader, budget) => {
    let json = '{';
    for (const { start, write } of fields) json += start + write(reader, budget);
    return `${json}}`;
  };
}

function choice(writers: readonly JsonWriter[]): JsonWriter {
  return (reader, budget) => {
    const index = reader.count();
    const write = writers[index];
    if (!write) throw new Error(`it chooses number ${index} of ${writers.length} before byte ${reader.offset}`);
    return write(reader, budget);
  };
}

function list(open: string, close: string, item: JsonWriter): JsonWriter {
  return (reader, budget) => {
    let json = open;
    for (let count = blockLength(reader); count > 0; count = blockLength(reader)) {
      for (let left = count; left > 0; left -= 1) {
        const before = budget.spent;
        const next = item(reader, budget);
        // The lists inside the item have spent a part of its length themselves.
        budget.spendTo(before + next.length + 1);
        json += json.length === 1 ? next : `,${next}`;
      }
    }
    return json + close;
  };
}

function mapEntry(value: JsonWriter): JsonWriter {
  return (reader, budget) => `${characters(reader, reader.count(), 'utf8')}:${value(reader, budget)}`;
}

/** A negative length says that the block's size in bytes follows. */
function blockLength(reader: ByteReader): number {
  const count = Number(reader.zigZag());
  if (count < 0) reader.count();
  return Math.abs(count);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON writes them as escapes.
const escaped = /["\\\u0000-\u001f]/;

function characters(reader: ByteReader, length: number, encoding: 'utf8' | 'latin1'): string {
  const start = reader.skip(length);
  const text = reader.bytes.toString(encoding, start, reader.offset);
  return escaped.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** JSON has no numbers for what is none. */
function floatingPoint(value: number): string {
  return Number.isFinite(value) ? String(value) : `"${value}"`;
}
