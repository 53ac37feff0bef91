import type { SourceAccessType } from '@aws-sdk/client-lambda';
import kafkajs from 'kafkajs';
import { issueCertificates } from '../../local/services/certificates/issue-certificates.ts';
import {
  clientCertificate,
  login,
  mskCluster,
  reserve,
  root,
  type Secrets,
  withSecrets,
} from '../support/event-source-mapping/access.ts';
import type { MappedTopicOptions } from '../support/event-source-mapping/mapped-topic.ts';
import { type MappingSettings, ownCluster } from '../support/event-source-mapping/mappings.ts';
import { SharedPoller } from '../support/event-source-mapping/shared-poller.ts';
import { createTopic } from '../support/event-source-mapping/topics.ts';
import { eventually } from '../support/eventually.ts';
import { connections } from '../support/stack/stack.ts';

const shared = SharedPoller.forThisFile();
const kafka = connections().kafka;
const wrongPassword = { username: login.username, password: 'wrong' };

/** What the poller says of a mapping that it cannot poll. */
async function problemWith(source: MappedTopicOptions): Promise<string> {
  const mapped = await shared.map({ ...source, untilEnabled: false });
  return eventually(async () => {
    const { lastProcessingResult } = await mapped.status();
    expect(lastProcessingResult).toMatch(/^PROBLEM: /);
    return String(lastProcessingResult);
  }, 30_000);
}

test.each<[string, string, MappingSettings, Secrets]>([
  ['TLS', kafka.tls, ownCluster(kafka.tls), root],
  [
    'mutual TLS',
    kafka.mutualTls,
    ownCluster(kafka.mutualTls),
    { ...root, CLIENT_CERTIFICATE_TLS_AUTH: clientCertificate },
  ],
  ['SASL/PLAIN', kafka.scram, ownCluster(kafka.scram), { ...root, BASIC_AUTH: login }],
  ['SCRAM-SHA-256', kafka.scram, ownCluster(kafka.scram), { ...root, SASL_SCRAM_256_AUTH: login }],
  ['SCRAM-SHA-512', kafka.scram, ownCluster(kafka.scram), { ...root, SASL_SCRAM_512_AUTH: login }],
  ['SCRAM of MSK', kafka.scram, mskCluster, { SASL_SCRAM_512_AUTH: login }],
  ['mutual TLS of MSK', kafka.tls, mskCluster, { CLIENT_CERTIFICATE_TLS_AUTH: clientCertificate }],
  ['IAM of MSK', kafka.iam, mskCluster, {}],
])('a record comes to the function by %s', async (_, bootstrapServers, source, secrets) => {
  const mapped = await shared.map({ ...(await withSecrets(source, secrets)), messages: [{ value: 'x' }] });

  await mapped.committed(1);

  expect(mapped.events).toMatchObject([{ bootstrapServers, records: { [`${mapped.topic}-0`]: [{ offset: 0 }] } }]);
});

test.each<[SourceAccessType]>([['BASIC_AUTH'], ['SASL_SCRAM_256_AUTH'], ['SASL_SCRAM_512_AUTH']])(
  'a wrong password for %s is said as AWS says it',
  async (type) => {
    const source = await withSecrets(ownCluster(kafka.scram), { ...root, [type]: wrongPassword });

    const problem = await problemWith(source);

    expect(problem).toMatch(/^PROBLEM: SASL authentication failed /);
    expect(problem).not.toContain(wrongPassword.password);
  },
);

test('a server that another authority has signed is not trusted', async () => {
  const { authority: certificate } = await issueCertificates(Date.now());
  const source = await withSecrets(ownCluster(kafka.tls), { SERVER_ROOT_CA_CERTIFICATE: { certificate } });

  const problem = await problemWith(source);

  expect(problem).toMatch(/^PROBLEM: Lambda failed to authenticate server /);
});

test('a server that is not the one of its certificate is not trusted', async () => {
  // This too leads to the broker, but its certificate is for 127.0.0.1.
  const otherName = kafka.tls.replace('127.0.0.1', '0.0.0.0');

  const problem = await problemWith(await withSecrets(ownCluster(otherName), root));

  expect(problem).toMatch(/^PROBLEM: Lambda failed to authenticate server \(.*0\.0\.0\.0/);
});

test('a client without a certificate is sent away', async () => {
  const problem = await problemWith(await withSecrets(ownCluster(kafka.mutualTls), root));

  expect(problem).toMatch(/^PROBLEM: Server failed to authenticate Lambda /);
});

test('a client with a certificate of another authority is sent away', async () => {
  const { clientCertificate: certificate, clientKey: privateKey } = await issueCertificates(Date.now());
  const secrets = { ...root, CLIENT_CERTIFICATE_TLS_AUTH: { certificate, privateKey } };

  const problem = await problemWith(await withSecrets(ownCluster(kafka.mutualTls), secrets));

  expect(problem).toMatch(/^PROBLEM: Server failed to authenticate Lambda /);
});

test.each([
  ['topic', kafkajs.AclResourceTypes.TOPIC],
  ['group', kafkajs.AclResourceTypes.GROUP],
])('a user who may not read the %s is not authorized', async (_, resourceType) => {
  const topic = await createTopic();
  await reserve(resourceType, topic);
  const source = await withSecrets(ownCluster(kafka.scram), { ...root, SASL_SCRAM_512_AUTH: login });

  const problem = await problemWith({
    ...source,
    topic,
    SelfManagedKafkaEventSourceConfig: { ConsumerGroupId: topic },
  });

  expect(problem).toMatch(/^PROBLEM: Cluster failed to authorize Lambda /);
});

test('a secret that does not exist is named', async () => {
  const arn = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:missing-AbCdEf';

  const problem = await problemWith(await withSecrets(ownCluster(kafka.scram), { ...root, BASIC_AUTH: arn }));

  expect(problem).toMatch(`PROBLEM: The secret ${arn} cannot be read (ResourceNotFoundException`);
});
