import protobuf from 'protobufjs';
import { messagesIn } from '../../../../../../local/event-source-mapping/schema-registry/formats/protobuf.ts';
import { selectMessage } from '../../../../../../local/event-source-mapping/schema-registry/glue/select-message.ts';

function selectIn(text: string) {
  const { root, package: name } = protobuf.parse(text);
  return selectMessage(messagesIn(name ? (root.lookup(name) as protobuf.Namespace) : root));
}

/** What Glue's own documentation of its numbers has as an example. */
const example = `
  syntax = "proto3";
  message B {
    message C {}
    message A { message D {} }
  }`;

test.each([
  [0, '.B'],
  [1, '.B.A'],
  [2, '.B.A.D'],
  [3, '.B.C'],
])('number %i is %s: messages are numbered by their full names', (index, name) => {
  expect(selectIn(example)(Buffer.from([index])).type.fullName).toBe(name);
});

test('capitals come before small letters, as Java sorts', () => {
  expect(selectIn('syntax = "proto3"; package p; message a {} message Z {}')(Buffer.from([0])).type.fullName).toBe(
    '.p.Z',
  );
});

test('the message is what follows its number, which may be of several bytes', () => {
  const many = Array.from({ length: 301 }, (_, index) => `message M${1000 + index} {}`);
  const select = selectIn(`syntax = "proto3"; ${many.join(' ')}`);

  expect(select(Buffer.from([0xac, 2, 7, 8]))).toMatchObject({ type: { name: 'M1300' }, message: Buffer.from([7, 8]) });
});

test.each([
  ['table', 'TableEntry'],
  ['home_pages', 'HomePagesEntry'],
  ['_odd__name_', 'OddNameEntry'],
  ['of_2_kinds', 'Of2KindsEntry'],
  ['keepsCase', 'KeepsCaseEntry'],
])('the entries of the map %s are a message with a number of its own', (field, entry) => {
  const before = `${entry.slice(0, -1)}x`;
  const after = `${entry}0`;
  const select = selectIn(`
    syntax = "proto3";
    message M { map<string, string> ${field} = 1; message ${before} {} message ${after} {} }`);

  expect(select(Buffer.from([1])).type.name).toBe(before);
  expect(() => select(Buffer.from([2]))).toThrow('it is the message 2, which the schema does not declare');
  expect(select(Buffer.from([3])).type.name).toBe(after);
});

test('a group is a message with a number of its own', () => {
  const select = selectIn(
    'syntax = "proto2"; message M { optional group G = 1 {} optional string s = 2; message H {} }',
  );

  expect(select(Buffer.from([1])).type.name).toBe('G');
  expect(select(Buffer.from([2])).type.name).toBe('H');
});

test.each([
  ['a number of no message', [4], 'it is the message 4, which the schema does not declare'],
  ['no number', [], 'it ends after 0 bytes'],
])('%s is refused', (_, bytes, message) => {
  expect(() => selectIn(example)(Buffer.from(bytes))).toThrow(message);
});
