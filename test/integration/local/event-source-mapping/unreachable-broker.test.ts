import { type AddressInfo, createServer } from 'node:net';
import { ownCluster, problemWith, root, type Secrets, withSecrets } from './access-fixture.ts';
import { cleanUp } from './poller-fixture.ts';

afterEach(cleanUp);

const connectionError = /^PROBLEM: Connection error\. Please check your event source connection configuration\. /;

test.each<[string, string]>([
  ['nobody listens', '127.0.0.1:1'],
  ['nobody has the name', 'kafka.invalid:9092'],
])('a broker where %s is a connection error', async (_, server) => {
  const problem = await problemWith(ownCluster(server));

  expect(problem).toMatch(connectionError);
  expect(problem).toMatch(/ECONNREFUSED 127.0.0.1:1|ENOTFOUND kafka.invalid|EAI_AGAIN kafka.invalid/);
});

test.each<[string, Secrets]>([
  ['in plain text', {}],
  ['by TLS', root],
])(
  'a broker that takes the connection %s and says nothing is a connection error within half a minute',
  async (_, secrets) => {
    const server = createServer((socket) => socket.on('error', () => undefined));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;

    const problem = await problemWith(await withSecrets(ownCluster(`127.0.0.1:${port}`), secrets));
    await cleanUp();
    server.close();

    expect(problem).toMatch(connectionError);
  },
);
