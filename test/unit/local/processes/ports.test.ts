import { type AddressInfo, createServer, type Server } from 'node:net';
import { requireFreePort } from '../../../../local/processes/ports.ts';

let server: Server;

afterEach(() => new Promise((resolve) => server.close(resolve)));

function listen(host: string): Promise<number> {
  server = createServer();
  return new Promise((resolve) => server.listen(0, host, () => resolve((server.address() as AddressInfo).port)));
}

test.each(['127.0.0.1', '0.0.0.0'])('a port taken on %s is named with its owner and the way out', async (host) => {
  const port = await listen(host);

  const looking = requireFreePort('kafka', 'kafka', port);

  await expect(looking).rejects.toThrow(
    new RegExp(`Port ${port} \\(kafka\\) is taken by .+ \\(pid ${process.pid}\\)\\. .*KAFKA_PORT=${port + 1}, or`),
  );
});

test('a free port is fine', async () => {
  const port = await listen('127.0.0.1');
  await new Promise((resolve) => server.close(resolve));

  await expect(requireFreePort('kafka', 'kafka', port)).resolves.toBeUndefined();
});
