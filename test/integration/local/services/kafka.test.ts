import { readFileSync } from 'node:fs';
import { generateAuthTokenFromCredentialsProvider } from 'aws-msk-iam-sasl-signer-js';
import kafkajs, { type KafkaConfig } from 'kafkajs';
import { connections } from '../../../support/stack/stack.ts';

const { username, password, ...kafka } = connections().kafka;
const ca = readFileSync(kafka.caCertificate, 'utf8');
const ssl = { ca };
const client = { ca, cert: readFileSync(kafka.clientCertificate, 'utf8'), key: readFileSync(kafka.clientKey, 'utf8') };

type Way = Pick<KafkaConfig, 'ssl' | 'sasl'>;

/** The port that the broker says it is at, to a client that came in. */
async function comeIn(server: string, way: Way): Promise<string> {
  const { Kafka, logLevel } = kafkajs;
  const retry = { initialRetryTime: 50, retries: 1 };
  const admin = new Kafka({
    brokers: [server],
    ...way,
    requestTimeout: 5000,
    retry,
    logLevel: logLevel.NOTHING,
  }).admin();
  try {
    await admin.connect();
    const { brokers } = await admin.describeCluster();
    return brokers.map(({ host, port }) => `${host}:${port}`).join(',');
  } finally {
    await admin.disconnect();
  }
}

async function iamToken() {
  const awsCredentialsProvider = async () => ({ accessKeyId: 'test', secretAccessKey: 'test' });
  const { token } = await generateAuthTokenFromCredentialsProvider({ region: 'us-east-1', awsCredentialsProvider });
  return { value: token };
}

const login = { username, password };

test.each<[string, string, Way]>([
  ['TLS', kafka.tls, { ssl }],
  ['TLS, with a client certificate that nobody asked for', kafka.tls, { ssl: client }],
  ['mutual TLS', kafka.mutualTls, { ssl: client }],
  ['SCRAM-SHA-512', kafka.scram, { ssl, sasl: { mechanism: 'scram-sha-512', ...login } }],
  ['SCRAM-SHA-256', kafka.scram, { ssl, sasl: { mechanism: 'scram-sha-256', ...login } }],
  ['PLAIN', kafka.scram, { ssl, sasl: { mechanism: 'plain', ...login } }],
  ['MSK IAM', kafka.iam, { ssl, sasl: { mechanism: 'oauthbearer', oauthBearerProvider: iamToken } }],
])('lets clients in by %s', async (_, server, way) => {
  const advertised = await comeIn(server, way);

  expect(advertised).toBe(server);
});

const stranger = { username, password: 'wrong' };
const noToken = async () => ({ value: 'AAAA' });

test.each<[string, string, Way, string]>([
  ['TLS by another authority', kafka.tls, { ssl: true }, 'unable to verify the first certificate'],
  ['mutual TLS without a certificate', kafka.mutualTls, { ssl }, 'alert bad certificate'],
  ['SCRAM', kafka.scram, { ssl, sasl: { mechanism: 'scram-sha-512', ...stranger } }, 'authentication failed'],
  ['PLAIN', kafka.scram, { ssl, sasl: { mechanism: 'plain', ...stranger } }, 'authentication failed'],
  // kafkajs does not read the refusal, and finds its connection closed.
  ['MSK IAM', kafka.iam, { ssl, sasl: { mechanism: 'oauthbearer', oauthBearerProvider: noToken } }, 'No brokers'],
])('keeps strangers out of %s', async (_, server, way, problem) => {
  const coming = comeIn(server, way);

  await expect(coming).rejects.toThrow(problem);
});
