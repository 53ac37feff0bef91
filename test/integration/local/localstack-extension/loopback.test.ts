import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { connections } from '../../../support/stack/stack.ts';

/** This machine's addresses that other machines may reach it by; Linux has all of 127/8 besides. */
function otherAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const outer = all.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address);
  return process.platform === 'linux' ? [...outer, '127.0.0.2'] : outer;
}

async function isListening(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(5000) });
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

test('LocalStack listens on the loopback address and on no other of this machine', async () => {
  const { hostname, port } = new URL(connections().localstack.endpoint);
  const others = otherAddresses();

  const here = await isListening(hostname, Number(port));
  const elsewhere = await Promise.all(others.map((address) => isListening(address, Number(port))));

  expect(here).toBe(true);
  expect(others).not.toHaveLength(0);
  expect(elsewhere).toEqual(others.map(() => false));
});
