import { BlockList, isIP, isIPv4 } from 'node:net';
import { type Condition, ofText } from './condition.ts';
import { InvalidFilterPattern } from './invalid-filter-pattern.ts';

const bitsOfIPv4 = 32;
const bitsOfIPv6 = 128;

/** `10.0.0.0/24`, `2001:db8::/32`: the block that the address is in, with so many leading bits in common. */
export function addressBlock(block: string, where: string): Condition {
  const [, address = '', digits = ''] = /^([^/%]*)\/(\d{1,3})$/.exec(block) ?? [];
  if (isIP(address) === 0) {
    throw new InvalidFilterPattern(where, `"${block}" is not an address, a slash and a number of bits: 10.0.0.0/24.`);
  }
  const bits = Number(digits);
  const allBits = isIPv4(address) ? bitsOfIPv4 : bitsOfIPv6;
  if (bits >= allBits) {
    throw new InvalidFilterPattern(
      where,
      `the number of bits must be below ${allBits}; write one address as a string.`,
    );
  }
  const addresses = new BlockList();
  addresses.addSubnet(address, bits, family(address));
  return ofText((text) => isIP(text) !== 0 && addresses.check(text, family(text)));
}

function family(address: string): 'ipv4' | 'ipv6' {
  return isIPv4(address) ? 'ipv4' : 'ipv6';
}
