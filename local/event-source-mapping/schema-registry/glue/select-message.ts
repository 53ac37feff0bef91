import type protobuf from 'protobufjs';
import { ByteReader } from '../byte-reader.ts';
import { messagesIn, type SelectMessage } from '../formats/protobuf.ts';

/**
 * Glue's Protobuf serialiser sorts all messages of a file, also those inside others, by their full names, and writes the
 * number of the one that it was given.
 */
export const selectMessage: SelectMessage = (messages) => {
  const numbered = messages.flatMap(withNested).sort((one, other) => (one.name < other.name ? -1 : 1));

  return (payload) => {
    const reader = new ByteReader(payload);
    const index = reader.unsigned();
    const type = numbered[index]?.type;
    if (!type) throw new Error(`it is the message ${index}, which the schema does not declare`);
    return { type, message: payload.subarray(reader.offset) };
  };
};

interface NumberedMessage {
  readonly name: string;
  /** Undefined for the entry of a map, which is a message like others and never stands alone. */
  readonly type?: protobuf.Type;
}

function withNested(type: protobuf.Type): NumberedMessage[] {
  const entries = type.fieldsArray
    .filter((field) => field.map)
    .map((field) => ({ name: `${type.fullName}.${entryName(field.protoName ?? field.name)}` }));
  return [{ name: type.fullName, type }, ...entries, ...messagesIn(type).flatMap(withNested)];
}

/** As compilers name the message that a map is a list of: `home_pages` is of `HomePagesEntry`. */
function entryName(field: string): string {
  return `${field.replace(/(?:^_*|_+)(.?)/g, (_, first: string) => first.toUpperCase())}Entry`;
}
