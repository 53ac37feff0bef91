import { connections } from '../../../support/stack/stack.ts';
import { createFunction, deleteFunctions, invoke } from './test-function.ts';

afterAll(deleteFunctions);

const handshake = `import { connect } from 'node:tls';
  export const handler = ({ host, port }) => new Promise((resolve) => {
    const socket = connect({ host, port }, () => { resolve(socket.authorized); socket.end(); });
    socket.on('error', ({ code }) => resolve(code));
  });`;

test.each([
  ['trusts the servers of this stack where it names the authorities of AWS', '/var/runtime/ca-cert.pem', true],
  ['does not otherwise', '', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
])('a function %s', async (_what, NODE_EXTRA_CA_CERTS, expected) => {
  const [host, port] = connections().kafka.tls.split(':');
  const name = await createFunction(handshake, { Environment: { Variables: { NODE_EXTRA_CA_CERTS } } });

  const { value } = await invoke(name, { host, port: Number(port) });

  expect(value).toBe(expected);
});
