import type { KafkaSchemaRegistryAccessConfig } from '@aws-sdk/client-lambda';
import type { ReadSecret } from '../../../../../../local/event-source-mapping/access/read-secret.ts';
import { readRegistryAccess } from '../../../../../../local/event-source-mapping/schema-registry/confluent/registry-access.ts';
import { selfSignedCertificate } from '../../../../../support/self-signed-certificate.ts';

const client = selfSignedCertificate('client', 'opens the key');
const root = selfSignedCertificate('root');
const clientSecret = {
  certificate: client.certificate,
  privateKey: client.privateKey,
  privateKeyPassword: 'opens the key',
};

function read(secrets: Partial<Record<NonNullable<KafkaSchemaRegistryAccessConfig['Type']>, unknown>>) {
  const configs = Object.keys(secrets).map(
    (type) => ({ Type: type, URI: `arn:${type}` }) as KafkaSchemaRegistryAccessConfig,
  );
  const readSecret: ReadSecret = async (arn, shape) =>
    shape.parse(secrets[arn.slice('arn:'.length) as keyof typeof secrets]);
  return readRegistryAccess(configs, readSecret);
}

test('a user name and password become a header', async () => {
  const access = await read({ BASIC_AUTH: { username: 'reader', password: 'a:ü' } });

  expect(access).toEqual({ authorization: `Basic ${Buffer.from('reader:a:ü').toString('base64')}` });
});

test('a client certificate and the root of the server are used together', async () => {
  const access = await read({
    CLIENT_CERTIFICATE_TLS_AUTH: clientSecret,
    SERVER_ROOT_CA_CERTIFICATE: { certificate: root.certificate },
  });

  expect(access).toEqual({
    tls: { cert: client.certificate, key: client.privateKey, passphrase: 'opens the key', ca: root.certificate },
  });
});

test.each([
  ['a key that the password does not open', { ...clientSecret, privateKeyPassword: 'another' }],
  ['a certificate that is none', { ...clientSecret, certificate: 'text' }],
  ['the key of another certificate', { ...clientSecret, certificate: root.certificate }],
])('%s is a problem that names the secret and not its content', async (_, secret) => {
  const problem = await read({ CLIENT_CERTIFICATE_TLS_AUTH: secret }).catch((error: unknown) => error);

  expect(problem).toMatchObject({
    name: 'MappingProblem',
    reason: 'EVENT_SOURCE_AUTHN_ERROR',
    message: 'Provided certificate or private key is invalid: see the secret arn:CLIENT_CERTIFICATE_TLS_AUTH.',
  });
});

test('a root certificate that is none is a problem', async () => {
  await expect(read({ SERVER_ROOT_CA_CERTIFICATE: { certificate: 'text' } })).rejects.toThrow('invalid');
});

test('a kind of access that is not supported is named', async () => {
  await expect(read({ OAUTHBEARER_AUTH: {} })).rejects.toMatchObject({
    name: 'MappingProblem',
    message: expect.stringMatching(/^OAUTHBEARER_AUTH is not supported .* use BASIC_AUTH/),
  });
});

test('an access without a secret is a problem', async () => {
  const readSecret = () => Promise.reject(new Error('nothing to read'));

  await expect(readRegistryAccess([{ Type: 'BASIC_AUTH' }], readSecret)).rejects.toThrow('BASIC_AUTH needs the URI');
});
