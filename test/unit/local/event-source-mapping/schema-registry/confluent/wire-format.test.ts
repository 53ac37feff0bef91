import {
  readFrame,
  readMessageIndexes,
} from '../../../../../../local/event-source-mapping/schema-registry/confluent/wire-format.ts';

test('a frame holds the id of the schema and the payload', () => {
  expect(readFrame(Buffer.from([0, 0, 1, 0, 2, 7, 8]))).toEqual({ schemaId: '65538', payload: Buffer.from([7, 8]) });
});

test('a payload may be empty', () => {
  expect(readFrame(Buffer.from([0, 0, 0, 0, 1]))).toEqual({ schemaId: '1', payload: Buffer.alloc(0) });
});

test.each([
  ['nothing', []],
  ['less than a header', [0, 0, 0, 1]],
  ['another first byte', [1, 0, 0, 0, 1, 7]],
  ['plain JSON', [...Buffer.from('{"id":1}')]],
])('%s is no frame', (_, bytes) => {
  expect(() => readFrame(Buffer.from(bytes))).toThrow('it does not begin with a zero byte and the id of a schema');
});

test('an id is not negative', () => {
  expect(() => readFrame(Buffer.from([0, 0xff, 0xff, 0xff, 0xff]))).toThrow('it names the schema -1');
});

test.each([
  ['a single zero', [0, 9], [0], [9]],
  ['the first message in full', [2, 0, 9], [0], [9]],
  ['the second message inside the fourth', [4, 6, 2, 9], [3, 1], [9]],
  ['an index of two bytes', [2, 0x80, 2, 9], [128], [9]],
  ['a message without fields', [0], [0], []],
])('%s says which message follows', (_, bytes, indexes, message) => {
  expect(readMessageIndexes(Buffer.from(bytes))).toEqual({ indexes, message: Buffer.from(message) });
});

test.each([
  ['no indexes', [], 'it ends after 0 bytes'],
  ['fewer indexes than it says', [4, 0], 'it ends after 2 bytes'],
  ['a negative index', [2, 1], 'it has the length -1'],
  ['very many indexes', [0xfe, 0xff, 0xff, 0xff, 0x0f], 'levels deep'],
])('a Protobuf payload with %s is refused', (_, bytes, message) => {
  expect(() => readMessageIndexes(Buffer.from(bytes))).toThrow(message);
});
