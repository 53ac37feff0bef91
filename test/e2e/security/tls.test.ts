import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import driver from 'cassandra-driver';
import kafkajs from 'kafkajs';
import pg from 'pg';
import { masterLogin } from '../../../local/deployment/database.ts';
import { certificateFiles } from '../../../local/services/certificates/certificates.ts';
import { functionEndpoints, lambda, settings, startPipeline } from '../../support/pipeline/deployed-pipeline.ts';
import { selfSignedCertificate } from '../../support/self-signed-certificate.ts';

const minutes = 60_000;
const drivers = ['kafka', 'cassandra', 'postgres'] as const;
const directory = mkdtempSync(join(tmpdir(), 'tls-test-'));
const strangeAuthority = join(directory, 'authority.pem');
const { authority } = certificateFiles(settings.stateDir);
const forwarders: Server[] = [];
const unknownAuthority = /unable to (get|verify)|self.signed|UNABLE_TO_VERIFY|SELF_SIGNED/i;
const anotherHost = /ALTNAME_INVALID|altnames/i;

beforeAll(async () => {
  await startPipeline(100, '2026-07-29');
  writeFileSync(strangeAuthority, selfSignedCertificate('localhost').certificate);
}, 20 * minutes);

afterAll(async () => {
  for (const forwarder of forwarders) forwarder.close();
  rmSync(directory, { recursive: true, force: true });
  lambda.destroy();
});

async function portOf(name: (typeof drivers)[number]): Promise<number> {
  if (name === 'kafka') return settings.ports.kafkaIam;
  const { keyspaces, postgres } = await functionEndpoints('users-sink');
  return name === 'cassandra' ? keyspaces.port : postgres.port;
}

/** What a program says that connects by the functions' own client of the service. */
async function connectBy(name: string, host: string, port: number, authorities: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'connect.ts'), name, host, String(port)],
    {
      env: {
        PATH: process.env.PATH,
        NODE_EXTRA_CA_CERTS: authorities,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
      },
      timeout: minutes,
    },
  );
  return stdout;
}

/** Another address of this machine that leads to the same server. @returns its port */
async function forwardFrom(host: string, port: number): Promise<number> {
  const server = createServer((socket) => {
    const there = connect(port, '127.0.0.1');
    for (const one of [socket, there]) one.on('error', () => undefined);
    socket.pipe(there).pipe(socket);
  }).listen(0, host);
  forwarders.push(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

test.each(drivers)('%s: the client of the functions connects where certificate and name are right', async (name) => {
  await expect(connectBy(name, '127.0.0.1', await portOf(name), authority)).resolves.toBe('connected');
});

test.each(drivers)('%s: a server whose authority is not trusted is refused', async (name) => {
  await expect(connectBy(name, '127.0.0.1', await portOf(name), strangeAuthority)).resolves.toMatch(unknownAuthority);
});

// Other systems have one address of loopback only.
const onLinux = process.platform === 'linux' ? test : test.skip;
onLinux.each(drivers)('%s: a server that has the certificate of another host is refused', async (name) => {
  const host = '127.0.0.2';
  const port = await forwardFrom(host, await portOf(name));

  await expect(connectBy(name, host, port, authority)).resolves.toMatch(anotherHost);
});

test(
  'the ports that functions and poller use take nobody without TLS',
  async () => {
    const { ssl, ...login } = await masterLogin(settings);
    const postgres = new pg.Client({ ...login, port: await portOf('postgres'), ssl: false });
    const cassandra = new driver.Client({
      contactPoints: ['127.0.0.1'],
      protocolOptions: { port: await portOf('cassandra') },
      localDataCenter: 'us-east-1',
    });
    const kafka = new kafkajs.Kafka({
      brokers: [`127.0.0.1:${await portOf('kafka')}`],
      retry: { retries: 0 },
      logLevel: kafkajs.logLevel.NOTHING,
    }).admin();

    const tries = [postgres, cassandra, kafka].map((client) => client.connect());

    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await Promise.allSettled([postgres.end(), cassandra.shutdown(), kafka.disconnect()]);
  },
  minutes,
);
