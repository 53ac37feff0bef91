import { ByteReader } from '../byte-reader.ts';
import type { ReadFrame } from '../schema-registry.ts';

const magicByte = 0;
const headerBytes = 5;
const maxNesting = 100;

/** Reads what Confluent's serialisers write: a zero byte, the schema's id in four, and the payload. */
export const readFrame: ReadFrame = (bytes) => {
  if (bytes.length < headerBytes || bytes[0] !== magicByte) {
    throw new Error(
      'it does not begin with a zero byte and the id of a schema, as serialisers for a registry write it',
    );
  }
  const schemaId = bytes.readInt32BE(1);
  if (schemaId < 0) throw new Error(`it names the schema ${schemaId}, and ids are not negative`);
  return { schemaId: String(schemaId), payload: bytes.subarray(headerBytes) };
};

/** A Protobuf payload: which message of the schema it is, and the message itself. */
export interface IndexedMessage {
  /** Of the message in its file, then of one inside it, and so on. */
  readonly indexes: readonly number[];
  readonly message: Buffer;
}

const firstMessage: readonly number[] = [0];

/** Reads what Confluent's Protobuf serialiser puts before a message; a single zero stands for the first message. */
export function readMessageIndexes(payload: Buffer): IndexedMessage {
  const reader = new ByteReader(payload);
  const count = reader.count();
  if (count > maxNesting) throw new Error(`it names a message ${count} levels deep`);
  const indexes = count === 0 ? firstMessage : Array.from({ length: count }, () => reader.count());
  return { indexes, message: payload.subarray(reader.offset) };
}
