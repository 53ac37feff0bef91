import { readFileSync } from 'node:fs';

/** A row of the kernel's tables of sockets. */
export interface KernelSocket {
  readonly protocol: 'tcp' | 'tcp6' | 'udp' | 'udp6';
  readonly address: string;
  readonly port: number;
  readonly remotePort: number;
  readonly state: 'listening' | 'established' | 'other';
  /** As the files of /proc/PID/fd name it. */
  readonly descriptor: string;
}

const protocols = ['tcp', 'tcp6', 'udp', 'udp6'] as const;
const states: Readonly<Record<string, KernelSocket['state']>> = { '01': 'established', '0A': 'listening' };
// A UDP socket has no listening: one that is bound and connected to nobody takes what comes.
const unconnected = '07';

export function kernelSockets(): KernelSocket[] {
  return protocols.flatMap((protocol) => {
    const [, ...rows] = readFileSync(`/proc/net/${protocol}`, 'utf8').trim().split('\n');
    return rows.map((row) => readRow(protocol, row));
  });
}

function readRow(protocol: KernelSocket['protocol'], row: string): KernelSocket {
  const [, local = '', remote = '', state = '', , , , , , inode = ''] = row.trim().split(/\s+/);
  const [address = '', port = ''] = local.split(':');
  const udp = protocol.startsWith('udp');
  return {
    protocol,
    address: addressOf(address),
    port: Number.parseInt(port, 16),
    remotePort: Number.parseInt(remote.split(':')[1] ?? '', 16),
    state: udp && state === unconnected ? 'listening' : (states[state] ?? 'other'),
    descriptor: `socket:[${inode}]`,
  };
}

/** Words of 32 bits, each with its lowest byte first; an IPv4 address in the form of IPv6 is shown as IPv4. */
function addressOf(hex: string): string {
  const words = hex.match(/.{8}/g) ?? [];
  const bytes = words.flatMap((word) => (word.match(/../g) ?? []).reverse());
  const decimal = (some: readonly string[]) => some.map((byte) => Number.parseInt(byte, 16)).join('.');
  if (bytes.length === 4) return decimal(bytes);
  const text = bytes.join('').toLowerCase();
  if (text.startsWith('00000000000000000000ffff')) return decimal(bytes.slice(-4));
  return text === `${'0'.repeat(31)}1` ? '::1' : (text.match(/.{4}/g) ?? []).join(':');
}
