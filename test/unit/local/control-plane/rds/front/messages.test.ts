import fc from 'fast-check';
import {
  errorResponse,
  openingPacketLength,
  passwordLength,
  passwordRequest,
  readOpeningPacket,
  readPassword,
} from '../../../../../../local/control-plane/rds/front/messages.ts';
import { startupMessage } from './startup-message.ts';

const read = (parameters: readonly string[]) => readOpeningPacket(startupMessage(parameters));

test('a startup message says who comes into which database', () => {
  const bytes = startupMessage(['user', 'zoë', 'database', 'sales', 'options', '']);

  const packet = readOpeningPacket(bytes);

  expect(packet).toEqual({ kind: 'startup', bytes, user: 'zoë', database: 'sales' });
});

test.each<[string, string[], object]>([
  ['is the one of the user when none is named', ['user', 'zoe'], { user: 'zoe', database: 'zoe' }],
  ['is the one of the user when its name is empty', ['user', 'zoe', 'database', ''], { database: 'zoe' }],
  ['is none without a user', [], { user: '', database: '' }],
  ['is the last that is named, as for the server', ['user', 'a', 'user', 'b'], { user: 'b', database: 'b' }],
])('the database %s', (_, parameters, expected) => {
  expect(read(parameters)).toMatchObject(expected);
});

test.each<[string, Buffer, string]>([
  ['a value that does not end', startupMessage(['user']), 'malformed'],
  ['more after its end', Buffer.concat([startupMessage(['user', 'a']), Buffer.from('x')]), 'malformed'],
  ['no end', startupMessage(['user', 'a']).subarray(0, -1), 'malformed'],
  ['a parameter without a name', startupMessage(['user', 'a', '', 'b']), 'without a name'],
  ['bytes that are no UTF-8', Buffer.concat([startupMessage([]), Buffer.from([0xff, 0, 0, 0])]), 'not valid'],
  ['another version', Buffer.from('0000000800020000', 'hex'), 'it speaks version 2.0 of the protocol'],
])('a startup message with %s is refused', (_, bytes, reason) => {
  expect(() => readOpeningPacket(bytes)).toThrow(reason);
});

test.each([
  ['0000000804d2162f', { kind: 'TLS request' }],
  ['0000000804d21630', { kind: 'GSS request' }],
])('the packet %s is known by its code', (hex, expected) => {
  expect(readOpeningPacket(Buffer.from(hex, 'hex'))).toEqual(expected);
});

test('a cancel request is kept as it is, whatever the length of its key', () => {
  const bytes = Buffer.concat([Buffer.from('0000002c04d2162e', 'hex'), Buffer.alloc(36, 7)]);

  expect(readOpeningPacket(bytes)).toEqual({ kind: 'cancel request', bytes });
});

test('a packet is as long as the server would take it', () => {
  const lengthOf = (length: number) => {
    const head = Buffer.alloc(4);
    head.writeInt32BE(length);
    return openingPacketLength(head);
  };

  expect([8, 10_000].map(lengthOf)).toEqual([8, 10_000]);
  for (const length of [-1, 0, 7, 10_001, 2 ** 31 - 1]) {
    expect(() => lengthOf(length)).toThrow(`it began with a packet of ${length} bytes`);
  }
});

test('whatever the bytes are, a packet is read or refused with a reason', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 8, maxLength: 200 }), fc.boolean(), (bytes, asStartup) => {
      const packet = Buffer.from(bytes);
      if (asStartup) packet.writeUInt32BE(3 << 16, 4);

      let outcome: unknown;
      try {
        outcome = readOpeningPacket(packet).kind;
      } catch (error) {
        outcome = (error as Error).message;
      }

      expect(outcome).toMatch(/^\w/);
    }),
  );
});

test('a password is read to its end', () => {
  expect(readPassword(Buffer.from('geheim ü\0'))).toBe('geheim ü');
});

test.each([['two\0ends\0'], ['no end'], ['']])('the password %j is malformed', (text) => {
  expect(() => readPassword(Buffer.from(text))).toThrow('its password is malformed');
});

test.each<[string, number[], number | string]>([
  ['a password', [0x70, 0, 0, 0, 5], 1],
  ['the longest password', [0x70, 0, 1, 0, 3], 65_535],
  ['one that is longer', [0x70, 0, 1, 0, 4], 'another message'],
  ['nothing', [0x70, 0, 0, 0, 4], 'another message'],
  ['a query', [0x51, 0, 0, 0, 9], 'another message'],
])('the head of %s tells how much follows, or is refused', (_, head, expected) => {
  const length = () => passwordLength(Buffer.from(head));

  if (typeof expected === 'number') expect(length()).toBe(expected);
  else expect(length).toThrow(expected);
});

test('the messages of the front are those of the protocol', () => {
  const refusal = errorResponse({ message: 'no\0 ü', sqlState: '28000' });

  expect(passwordRequest.toString('hex')).toBe('520000000800000003');
  expect(refusal.readInt32BE(1)).toBe(refusal.length - 1);
  expect(refusal.toString('utf8', 5)).toBe('SFATAL\0VFATAL\0C28000\0Mno ü\0\0');
});
