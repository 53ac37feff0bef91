import protobuf from 'protobufjs';
import { selectMessage } from '../../../../../../local/event-source-mapping/schema-registry/confluent/select-message.ts';
import { messagesIn } from '../../../../../../local/event-source-mapping/schema-registry/formats/protobuf.ts';

const { root } = protobuf.parse(`
  syntax = "proto2";
  message First { optional string a = 1; }
  message Second {
    optional group Inside = 1 { optional string g = 1; }
    map<string, string> table = 2;
    message Third { optional string b = 1; }
    message Fourth { optional string c = 1; }
  }`);
const select = selectMessage(messagesIn(root));

test.each([
  ['the first', [0], '.First'],
  ['the first in full', [2, 0], '.First'],
  ['the second', [2, 2], '.Second'],
  ['the first inside the second', [4, 2, 0], '.Second.Third'],
  ['the second inside the second', [4, 2, 2], '.Second.Fourth'],
])('%s message is found by its indexes, which count no groups and maps', (_, indexes, name) => {
  const { type, message } = select(Buffer.from([...indexes, 7, 8]));

  expect(type.fullName).toBe(name);
  expect(message).toEqual(Buffer.from([7, 8]));
});

test.each([
  [[2, 4], '2'],
  [[4, 0, 0], '0.0'],
])('the indexes %j of no message are refused', (indexes, named) => {
  expect(() => select(Buffer.from(indexes))).toThrow(`it is the message ${named}, which the schema does not declare`);
});
