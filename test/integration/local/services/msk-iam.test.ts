import { readFileSync } from 'node:fs';
import kafkajs, { type Admin } from 'kafkajs';
import { mskIam, mskIamTokens } from '../../../../local/event-source-mapping/access/msk-iam.ts';
import { eventually } from '../../../support/eventually.ts';
import { connections } from '../../../support/stack/stack.ts';

const { iam, caCertificate } = connections().kafka;
const signed = mskIamTokens('us-east-1', async () => ({ accessKeyId: 'test', secretAccessKey: 'test' }));
const lifeSeconds = 900;

async function withAdmin<Result>(token: () => Promise<string>, work: (admin: Admin) => Promise<Result>) {
  const ssl = { ca: readFileSync(caCertificate, 'utf8') };
  const { Kafka, logLevel } = kafkajs;
  const admin = new Kafka({ brokers: [iam], ssl, sasl: mskIam(token), logLevel: logLevel.NOTHING }).admin();
  try {
    await admin.connect();
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

/** A token with something in its URL replaced; the local broker cannot check the signature. */
async function altered(pattern: RegExp, replacement: string): Promise<string> {
  const url = Buffer.from(await signed(), 'base64url').toString();
  return Buffer.from(url.replace(pattern, replacement)).toString('base64url');
}

function signedAgo(seconds: number): Promise<string> {
  const date = new Date(Date.now() - seconds * 1000).toISOString().replace(/[-:]|\.\d+/g, '');
  return altered(/X-Amz-Date=\w+/, `X-Amz-Date=${date}`);
}

test('the broker takes a token whose clock is a little wrong', async () => {
  const minutes = [-4, 4, 15 + 4];

  const taken = minutes.map((ago) =>
    withAdmin(
      () => signedAgo(ago * 60),
      async () => 'taken',
    ),
  );

  expect(await Promise.all(taken)).toEqual(['taken', 'taken', 'taken']);
});

test.each<[string, () => Promise<string>]>([
  ['that has expired', () => signedAgo(lifeSeconds + 6 * 60)],
  ['of the future', () => signedAgo(-6 * 60)],
  ['for another action', () => altered(/kafka-cluster%3AConnect/, 'kafka-cluster%3AReadData')],
  ['for another host', () => altered(/amazonaws\.com/, 'example.com')],
  ['for the host of another region', () => altered(/kafka\.us-east-1/, 'kafka.eu-west-1')],
  ['for another service', () => altered(/%2Fkafka-cluster%2F/, '%2Fsts%2F')],
  ['that lasts too long', () => altered(/X-Amz-Expires=900/, 'X-Amz-Expires=90000')],
  ['without a signature', () => altered(/X-Amz-Signature=\w+/, 'X-Amz-Signature=')],
  ['without a credential', () => altered(/X-Amz-Credential=[^&]+/, '')],
  ['that is no URL', async () => Buffer.from('::').toString('base64url')],
  ['that is not base64', async () => 'not.base64'],
])('the broker refuses a token %s', async (_, token) => {
  const entering = withAdmin(token, async () => 'taken');

  await expect(entering).rejects.toThrow('SASL OAUTHBEARER authentication failed: {"status":"invalid_token"}');
});

test('a connection outlives its token, because a new one is sent in time', async () => {
  let tokens = 0;
  const shortLived = () => {
    tokens += 1;
    return signedAgo(lifeSeconds - 12);
  };

  const connectedMs = await withAdmin(shortLived, async (admin) => {
    const startedAt = Date.now();
    await eventually(async () => {
      await admin.describeCluster();
      expect(Date.now() - startedAt).toBeGreaterThan(14_000);
    }, 20_000);
    return Date.now() - startedAt;
  });

  expect(connectedMs).toBeGreaterThan(14_000);
  expect(tokens).toBeGreaterThan(2);
}, 30_000);
