import { deflateRawSync, deflateSync } from 'node:zlib';
import { readFrame } from '../../../../../../local/event-source-mapping/schema-registry/glue/wire-format.ts';

const id = [0xb7, 0xb4, 0xa7, 0xf0, 0x9c, 0x96, 0x4e, 0x4a, 0xa6, 0x87, 0xfb, 0x5d, 0xe9, 0xef, 0x0c, 0x63];
const uuid = 'b7b4a7f0-9c96-4e4a-a687-fb5de9ef0c63';
const maxBytes = 16 * 1024 * 1024;

function frame(compression: number, payload: Uint8Array | readonly number[]): Buffer {
  return Buffer.from([3, compression, ...id, ...payload]);
}

test('a frame holds the UUID of the schema’s version and the payload', () => {
  expect(readFrame(frame(0, [7, 8]))).toEqual({ schemaId: uuid, payload: Buffer.from([7, 8]) });
});

test('a payload may be empty', () => {
  expect(readFrame(frame(0, []))).toEqual({ schemaId: uuid, payload: Buffer.alloc(0) });
});

test('a payload that is compressed with zlib is inflated', () => {
  const payload = Buffer.from('the same, the same, the same');

  expect(readFrame(frame(5, deflateSync(payload)))).toEqual({ schemaId: uuid, payload });
});

test.each([
  ['nothing', []],
  ['less than a header', frame(0, []).subarray(0, 17)],
  ['another version', Buffer.concat([Buffer.from([2]), frame(0, [7]).subarray(1)])],
  ['Confluent’s frame', [0, 0, 0, 0, 1, ...Buffer.alloc(20, 7)]],
  ['plain JSON', Buffer.from('{"id":1,"name":"Zoe"}')],
])('%s is no frame', (_, bytes) => {
  expect(() => readFrame(Buffer.from(bytes))).toThrow('it does not begin with a 3, a byte for the compression');
});

test.each([1, 4, 6, 255])('the compression %i is refused', (compression) => {
  expect(() => readFrame(frame(compression, [7]))).toThrow(
    `its compression is ${compression}, and must be 0 for none or 5 for zlib`,
  );
});

test.each([
  ['is none of zlib’s', [1, 2, 3]],
  ['is of another format', deflateRawSync('text')],
  ['is cut short', deflateSync('text').subarray(0, -5)],
  ['has another checksum', Buffer.concat([deflateSync('text').subarray(0, -1), Buffer.from([0])])],
  ['is empty', []],
])('a compressed payload that %s is refused', (_, payload) => {
  expect(() => readFrame(frame(5, payload))).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(/^its payload cannot be inflated with zlib: \w/),
      cause: expect.objectContaining({ code: expect.stringMatching(/^Z_/) }),
    }),
  );
});

test('a payload may inflate to as many bytes as are allowed, and to no more', () => {
  expect(readFrame(frame(5, deflateSync(Buffer.alloc(maxBytes)))).payload).toHaveLength(maxBytes);
  expect(() => readFrame(frame(5, deflateSync(Buffer.alloc(maxBytes + 1))))).toThrow(
    `its payload is longer than ${maxBytes} bytes when it is inflated`,
  );
});
