import { chooseMskBrokers } from '../../../../../local/event-source-mapping/access/msk-brokers.ts';

const arn = 'arn:aws:kafka:us-east-1:000000000000:cluster/users/1';
const plaintext = { BootstrapBrokerString: 'plaintext:1' };
const tls = { ...plaintext, BootstrapBrokerStringTls: 'tls:1' };
const iam = { ...tls, BootstrapBrokerStringSaslIam: 'iam:1' };
const all = { ...iam, BootstrapBrokerStringSaslScram: 'scram:1' };

test.each([
  ['iam', all],
  ['iam', iam],
  ['tls', tls],
  ['plaintext', plaintext],
] as const)('a mapping without a secret goes the safest way: %s', (way, offered) => {
  expect(chooseMskBrokers(arn, offered, undefined)).toEqual({ way, brokers: `${way}:1` });
});

test('a secret decides, whatever else the cluster offers', () => {
  const login = chooseMskBrokers(arn, all, 'SASL_SCRAM_512_AUTH');
  const certificate = chooseMskBrokers(arn, all, 'CLIENT_CERTIFICATE_TLS_AUTH');

  expect(login).toEqual({ way: 'scram', brokers: 'scram:1' });
  expect(certificate).toEqual({ way: 'clientCertificate', brokers: 'tls:1' });
});

test.each([
  ['SASL_SCRAM_512_AUTH', iam],
  ['CLIENT_CERTIFICATE_TLS_AUTH', plaintext],
  ['SASL_SCRAM_512_AUTH', { BootstrapBrokerStringSaslScram: '' }],
] as const)('nothing weaker is taken in place of %s', (method, offered) => {
  expect(() => chooseMskBrokers(arn, offered, method)).toThrow(`The cluster ${arn} offers no brokers for ${method}.`);
});

test('a cluster that offers nothing is a problem', () => {
  expect(() => chooseMskBrokers(arn, {}, undefined)).toThrow('offers no brokers for a mapping without a secret');
});
