import type { SourceAccessType } from '@aws-sdk/client-lambda';
import { parseAccessSettings } from '../../../../../local/event-source-mapping/access/access-settings.ts';

const msk = { arn: 'arn:aws:kafka:us-east-1:000000000000:cluster/users/1' };
const own = { bootstrapServers: 'a:1' };
const network = [
  { Type: 'VPC_SUBNET' as const, URI: 'subnet:subnet-1' },
  { Type: 'VPC_SUBNET' as const, URI: 'subnet-2' },
  { Type: 'VPC_SECURITY_GROUP' as const, URI: 'security_group:sg-1' },
];
const using = (...types: SourceAccessType[]) => types.map((Type) => ({ Type, URI: `arn:${Type}` }));

test('a network alone is no authentication', () => {
  expect(parseAccessSettings(network, own)).toEqual({});
  expect(parseAccessSettings(undefined, msk)).toEqual({});
});

test.each<SourceAccessType>([
  'BASIC_AUTH',
  'SASL_SCRAM_256_AUTH',
  'SASL_SCRAM_512_AUTH',
  'CLIENT_CERTIFICATE_TLS_AUTH',
])('a cluster of one’s own takes %s, with an authority', (method) => {
  const settings = parseAccessSettings([...network, ...using(method, 'SERVER_ROOT_CA_CERTIFICATE')], own);

  expect(settings).toEqual({
    authentication: { method, secretArn: `arn:${method}` },
    rootCertificateSecretArn: 'arn:SERVER_ROOT_CA_CERTIFICATE',
  });
});

test.each<SourceAccessType>(['SASL_SCRAM_512_AUTH', 'CLIENT_CERTIFICATE_TLS_AUTH'])('MSK takes %s', (method) => {
  expect(parseAccessSettings(using(method), msk)).toEqual({
    authentication: { method, secretArn: `arn:${method}` },
  });
});

test.each<SourceAccessType>(['BASIC_AUTH', 'SASL_SCRAM_256_AUTH', 'SERVER_ROOT_CA_CERTIFICATE', 'VIRTUAL_HOST'])(
  'MSK does not take %s',
  (type) => {
    expect(() => parseAccessSettings(using(type), msk)).toThrow(
      `SourceAccessConfigurations: ${type} is not for an MSK cluster here`,
    );
  },
);

test('two ways at once exclude each other', () => {
  expect(() => parseAccessSettings(using('BASIC_AUTH', 'SASL_SCRAM_512_AUTH'), own)).toThrow(
    'BASIC_AUTH and SASL_SCRAM_512_AUTH exclude each other',
  );
});

test('a way without a secret is named', () => {
  expect(() => parseAccessSettings([{ Type: 'BASIC_AUTH' }], own)).toThrow('BASIC_AUTH has no URI');
});
