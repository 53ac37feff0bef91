import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GetBootstrapBrokersResponse, KafkaClient } from '@aws-sdk/client-kafka';
import type { AccessSettings, Cluster } from '../../../../../local/event-source-mapping/access/access-settings.ts';
import { kafkaAccessFinder } from '../../../../../local/event-source-mapping/access/find-kafka-access.ts';
import { parseSecret, type ReadSecret } from '../../../../../local/event-source-mapping/access/read-secret.ts';

const fixtures = join(import.meta.dirname, '..', '..', '..', '..', 'fixtures', 'client-certificate');
const ca = readFileSync(join(fixtures, 'certificate.pem'), 'utf8');
const secrets: Record<string, object> = { login: { username: 'u', password: 'p' }, root: { certificate: ca } };
const readSecret: ReadSecret = async (arn, schema) => parseSecret(arn, JSON.stringify(secrets[arn]), schema);

const own: Cluster = { bootstrapServers: 'a:1,b:2' };
const msk: Cluster = { arn: 'arn:aws:kafka:eu-west-1:000000000000:cluster/users/1' };
const login = { method: 'SASL_SCRAM_512_AUTH', secretArn: 'login' } as const;

function find(cluster: Cluster, settings: AccessSettings, offered: GetBootstrapBrokersResponse = {}) {
  const kafka = { send: async () => offered, config: {} } as unknown as KafkaClient;
  return kafkaAccessFinder(kafka, readSecret)(cluster, settings);
}

test('a cluster of one’s own is spoken to in plain text only when nothing else is said', async () => {
  const brokers = ['a:1', 'b:2'];
  const sasl = { mechanism: 'scram-sha-512', username: 'u', password: 'p' };

  expect(await find(own, {})).toEqual({ brokers });
  expect(await find(own, { rootCertificateSecretArn: 'root' })).toEqual({ brokers, ssl: { ca } });
  expect(await find(own, { authentication: login })).toEqual({ brokers, ssl: {}, sasl });
  expect(await find(own, { authentication: login, rootCertificateSecretArn: 'root' })).toEqual({
    brokers,
    ssl: { ca },
    sasl,
  });
});

test('an MSK cluster is spoken to by TLS wherever it offers that', async () => {
  const plaintext = { BootstrapBrokerString: 'p:1,p:2' };
  const tls = { ...plaintext, BootstrapBrokerStringTls: 't:1' };
  const iam = { ...tls, BootstrapBrokerStringSaslIam: 'i:1' };

  expect(await find(msk, {}, plaintext)).toEqual({ brokers: ['p:1', 'p:2'] });
  expect(await find(msk, {}, tls)).toEqual({ brokers: ['t:1'], ssl: true });
  expect(await find(msk, {}, iam)).toMatchObject({ brokers: ['i:1'], ssl: true, sasl: { mechanism: 'oauthbearer' } });
});

test('a login never goes to brokers that do not ask for it', async () => {
  const asked = find(msk, { authentication: login }, { BootstrapBrokerString: 'p:1' });

  await expect(asked).rejects.toMatchObject({ reason: 'ESM_CONFIG_NOT_VALID' });
});
