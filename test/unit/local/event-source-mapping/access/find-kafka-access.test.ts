import { GetBootstrapBrokersCommand, type GetBootstrapBrokersResponse, type KafkaClient } from '@aws-sdk/client-kafka';
import type { AccessSettings, Cluster } from '../../../../../local/event-source-mapping/access/access-settings.ts';
import { kafkaAccessFinder } from '../../../../../local/event-source-mapping/access/find-kafka-access.ts';
import type { ReadSecret } from '../../../../../local/event-source-mapping/access/read-secret.ts';
import { MappingProblem } from '../../../../../local/event-source-mapping/mapping-problem.ts';
import { selfSignedCertificate } from '../../../../support/self-signed-certificate.ts';

const arn = 'arn:aws:kafka:eu-west-1:000000000000:cluster/users/1';
const msk: Cluster = { arn };
const own: Cluster = { bootstrapServers: 'a:1,b:2' };
const login = { username: 'u', password: 'p' };
const client = selfSignedCertificate('client');
const root = selfSignedCertificate('root').certificate;
const secrets: Record<string, unknown> = {
  'arn:login': login,
  'arn:client': client,
  'arn:root': { certificate: root },
  'arn:no certificate': { certificate: 'text' },
};
const readSecret: ReadSecret = async (secretArn, shape) => shape.parse(secrets[secretArn]);

function find(cluster: Cluster, settings: AccessSettings = {}, offered: GetBootstrapBrokersResponse | Error = {}) {
  const asked: unknown[] = [];
  const kafka = {
    config: { credentials: async () => ({ accessKeyId: 'test', secretAccessKey: 'test' }) },
    send: async (command: unknown) => {
      asked.push(command instanceof GetBootstrapBrokersCommand && command.input);
      if (offered instanceof Error) throw offered;
      return offered;
    },
  };
  return { access: kafkaAccessFinder(kafka as unknown as KafkaClient, readSecret)(cluster, settings), asked };
}

test('a cluster of one’s own in the clear has its brokers alone', async () => {
  const { access, asked } = find(own);

  expect(await access).toEqual({ brokers: ['a:1', 'b:2'] });
  expect(asked).toEqual([]);
});

test('a root certificate is what the brokers are verified by', async () => {
  const { access } = find(own, { rootCertificateSecretArn: 'arn:root' });

  expect(await access).toEqual({ brokers: ['a:1', 'b:2'], ssl: { ca: root } });
});

test.each([
  ['BASIC_AUTH', 'plain'],
  ['SASL_SCRAM_256_AUTH', 'scram-sha-256'],
  ['SASL_SCRAM_512_AUTH', 'scram-sha-512'],
] as const)('%s signs in by %s, over TLS', async (method, mechanism) => {
  const { access } = find(own, { authentication: { method, secretArn: 'arn:login' } });

  expect(await access).toEqual({ brokers: ['a:1', 'b:2'], ssl: {}, sasl: { mechanism, ...login } });
});

test('a login goes with a root certificate', async () => {
  const authentication = { method: 'BASIC_AUTH', secretArn: 'arn:login' } as const;
  const { access } = find(own, { authentication, rootCertificateSecretArn: 'arn:root' });

  expect(await access).toMatchObject({ ssl: { ca: root }, sasl: { mechanism: 'plain' } });
});

const byCertificate = { method: 'CLIENT_CERTIFICATE_TLS_AUTH', secretArn: 'arn:client' } as const;

test('a client certificate signs in without a login', async () => {
  const { access } = find(own, { authentication: byCertificate, rootCertificateSecretArn: 'arn:root' });

  expect(await access).toEqual({
    brokers: ['a:1', 'b:2'],
    ssl: { ca: root, cert: client.certificate, key: client.privateKey },
  });
});

test('a certificate that is none is named by its secret', async () => {
  const { access } = find(own, { rootCertificateSecretArn: 'arn:no certificate' });

  await expect(access).rejects.toThrow('secret arn:no certificate');
});

test.each([
  ['the clear', { BootstrapBrokerString: 'a:1,b:1' }, { brokers: ['a:1', 'b:1'] }],
  ['TLS', { BootstrapBrokerStringTls: 'a:2,b:2' }, { brokers: ['a:2', 'b:2'], ssl: true }],
])('an MSK cluster without authentication is reached in %s', async (_, offered, expected) => {
  const { access, asked } = find(msk, {}, offered);

  expect(await access).toEqual(expected);
  expect(asked).toEqual([{ ClusterArn: arn }]);
});

test('an MSK cluster with IAM is signed in to by a token for its region', async () => {
  const { access } = find(msk, {}, { BootstrapBrokerStringSaslIam: 'a:3' });

  const { sasl, ...others } = await access;
  const requests: string[] = [];
  const provider = (sasl as { authenticationProvider: (ports: object) => { authenticate(): Promise<void> } })
    .authenticationProvider;
  await provider({
    saslAuthenticate: async ({ request }: { request: { encode(): Buffer } }) =>
      void requests.push(request.encode().toString()),
  }).authenticate();

  const token = /Bearer ([\w-]*)/.exec(requests[0] ?? '')?.[1] ?? '';
  expect(others).toEqual({ brokers: ['a:3'], ssl: true });
  expect(Buffer.from(token, 'base64url').toString()).toContain('https://kafka.eu-west-1.amazonaws.com/');
});

test('an MSK cluster takes the login of a secret', async () => {
  const authentication = { method: 'SASL_SCRAM_512_AUTH', secretArn: 'arn:login' } as const;
  const { access } = find(msk, { authentication }, { BootstrapBrokerStringSaslScram: 'a:4' });

  expect(await access).toEqual({ brokers: ['a:4'], ssl: {}, sasl: { mechanism: 'scram-sha-512', ...login } });
});

test('an MSK cluster takes a client certificate', async () => {
  const { access } = find(msk, { authentication: byCertificate }, { BootstrapBrokerStringTls: 'a:5' });

  expect(await access).toEqual({ brokers: ['a:5'], ssl: { cert: client.certificate, key: client.privateKey } });
});

test('a cluster that does not exist is a problem of the mapping', async () => {
  const cause = Object.assign(new Error('no cluster'), { name: 'NotFoundException' });
  const { access } = find(msk, {}, cause);

  await expect(access).rejects.toBeInstanceOf(MappingProblem);
  await expect(access).rejects.toMatchObject({
    reason: 'ESM_CONFIG_NOT_VALID',
    message: `The cluster ${arn} does not exist.`,
    cause,
  });
});

test('any other failure is none, and may pass', async () => {
  const error = new Error('no connection');
  const { access } = find(msk, {}, error);

  await expect(access).rejects.toBe(error);
});
