import type protobuf from 'protobufjs';
import { messagesIn, type SelectMessage } from '../formats/protobuf.ts';
import { readMessageIndexes } from './wire-format.ts';

/** A message with those declared inside it, in the order of the text. */
interface DeclaredMessage {
  readonly type: protobuf.Type;
  readonly nested: readonly DeclaredMessage[];
}

/** Confluent's Protobuf serialiser names a message by its place among those of the file, then inside that message. */
export const selectMessage: SelectMessage = (messages) => {
  const declared = declaredMessages(messages);

  return (payload) => {
    const { indexes, message } = readMessageIndexes(payload);
    return { type: messageAt(declared, indexes), message };
  };
};

function declaredMessages(types: readonly protobuf.Type[]): readonly DeclaredMessage[] {
  return types.filter((type) => !isGroup(type)).map((type) => ({ type, nested: declaredMessages(messagesIn(type)) }));
}

/** A group is a message that the text declares as a field; indexes do not count it. */
function isGroup(type: protobuf.Type): boolean {
  return (type as { group?: boolean }).group === true;
}

function messageAt(messages: readonly DeclaredMessage[], indexes: readonly number[]): protobuf.Type {
  let among = messages;
  let found: DeclaredMessage | undefined;
  for (const index of indexes) {
    found = among[index];
    if (!found) throw new Error(`it is the message ${indexes.join('.')}, which the schema does not declare`);
    among = found.nested;
  }
  return (found as DeclaredMessage).type;
}
