/** The few messages of PostgreSQL's protocol, version 3, that come before a session. */

/** The first packets of a connection have no type, only a length, which counts itself, and a code. */
export type OpeningPacket =
  | { readonly kind: 'TLS request' }
  | { readonly kind: 'GSS request' }
  /** To be handed to the server as it is. */
  | { readonly kind: 'cancel request'; readonly bytes: Buffer }
  | StartupMessage;

export interface StartupMessage {
  readonly kind: 'startup';
  /** The message as it came, to be handed to the server. */
  readonly bytes: Buffer;
  /** Empty when the client names none. */
  readonly user: string;
  /** The user's name when the client names none. */
  readonly database: string;
}

/** What a client is told before the connection ends. */
export interface Refusal {
  readonly message: string;
  /** Five characters, as PostgreSQL's appendix of error codes lists them. */
  readonly sqlState: string;
}

export const lengthBytes = 4;

// As in the server itself.
const longestOpeningPacket = 10_000;
const longestPassword = 65_535;

const protocolMajor = 3;
const cancelRequest = requestCode(5678);
const tlsRequest = requestCode(5679);
const gssRequest = requestCode(5680);

/** The two answers to a request for encryption are single bytes. */
export const tlsAccepted = Buffer.from('S');
export const gssDeclined = Buffer.from('N');

/** @returns how long the packet is that begins with these four bytes @throws Error for one that no client sends */
export function openingPacketLength(head: Buffer): number {
  const length = head.readInt32BE(0);
  if (length >= 2 * lengthBytes && length <= longestOpeningPacket) return length;
  throw new Error(`it began with a packet of ${length} bytes`);
}

/** Reads a whole packet. @throws Error for one that PostgreSQL would not understand */
export function readOpeningPacket(bytes: Buffer): OpeningPacket {
  const code = bytes.readUInt32BE(lengthBytes);
  if (code === tlsRequest) return { kind: 'TLS request' };
  if (code === gssRequest) return { kind: 'GSS request' };
  if (code === cancelRequest) return { kind: 'cancel request', bytes };
  if (code >>> 16 !== protocolMajor)
    throw new Error(`it speaks version ${code >>> 16}.${code & 0xffff} of the protocol`);
  const parameters = startupParameters(bytes.subarray(2 * lengthBytes));
  const user = parameters.get('user') ?? '';
  return { kind: 'startup', bytes, user, database: parameters.get('database') || user };
}

/** As the server reads them, so that both see the same user: the last of two with one name counts. */
function startupParameters(bytes: Buffer): Map<string, string> {
  const texts = new TextDecoder('utf-8', { fatal: true }).decode(bytes).split('\0');
  // Names and values in turn, each with a zero after it, and one more zero at the end.
  const [end, afterEnd] = texts.splice(-2);
  if (end !== '' || afterEnd !== '' || texts.length % 2 !== 0) throw new Error('its startup packet is malformed');
  const parameters = new Map<string, string>();
  for (let index = 0; index < texts.length; index += 2) {
    const [name = '', value = ''] = texts.slice(index, index + 2);
    if (name === '') throw new Error('its startup packet has a parameter without a name');
    parameters.set(name, value);
  }
  return parameters;
}

export const passwordHeadBytes = 1 + lengthBytes;

/** @returns how many bytes follow the head of a PasswordMessage @throws Error for the head of another message */
export function passwordLength(head: Buffer): number {
  const length = head.readInt32BE(1) - lengthBytes;
  if (head.toString('latin1', 0, 1) === 'p' && length > 0 && length <= longestPassword) return length;
  throw new Error('it answered the request for a password with another message');
}

/** @param body what follows the head of a PasswordMessage */
export function readPassword(body: Buffer): string {
  if (body.length === 0 || body.indexOf(0) !== body.length - 1) throw new Error('its password is malformed');
  return body.toString('utf8', 0, body.length - 1);
}

/** AuthenticationCleartextPassword */
export const passwordRequest = message('R', Buffer.from([0, 0, 0, 3]));

/** ErrorResponse */
export function errorResponse({ message: text, sqlState }: Refusal): Buffer {
  const fields = ['SFATAL', 'VFATAL', `C${sqlState}`, `M${text.replaceAll('\0', '')}`];
  return message('E', Buffer.from(`${fields.join('\0')}\0\0`));
}

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(1 + lengthBytes);
  head.write(type, 'latin1');
  head.writeInt32BE(lengthBytes + body.length, 1);
  return Buffer.concat([head, body]);
}

function requestCode(minor: number): number {
  return 1234 * 65_536 + minor;
}
