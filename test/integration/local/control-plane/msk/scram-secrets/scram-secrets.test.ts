import { randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  BatchAssociateScramSecretCommand,
  BatchDisassociateScramSecretCommand,
  ListScramSecretsCommand,
} from '@aws-sdk/client-kafka';
import { CreateSecretCommand, DeleteSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import kafkajs, { type SASLOptions } from 'kafkajs';
import { createCluster, msk } from '../../../../../support/aws/msk.ts';
import { afterTest, cleanUp } from '../../../../../support/event-source-mapping/clean-up.ts';
import { eventually } from '../../../../../support/eventually.ts';
import { clientSettings } from '../../../../../support/stack/client-settings.ts';
import { connections, projectDir, stackEnvironment } from '../../../../../support/stack/stack.ts';

afterEach(cleanUp);

const { scram, caCertificate } = connections().kafka;
const secretsManager = new SecretsManagerClient(clientSettings());
const kmsKey = 'arn:aws:kms:us-east-1:000000000000:key/11111111-1111-4111-8111-111111111111';
const withScram = { ClientAuthentication: { Sasl: { Scram: { Enabled: true } } } };

interface SecretSettings {
  readonly name?: string;
  readonly text?: string;
  readonly key?: string | undefined;
}

async function createSecret(settings: SecretSettings = {}): Promise<string> {
  const { name = `AmazonMSK_${randomUUID()}`, text = JSON.stringify(newLogin()), key } = { key: kmsKey, ...settings };
  const command = new CreateSecretCommand({ Name: name, SecretString: text, KmsKeyId: key });
  const { ARN = '' } = await secretsManager.send(command);
  afterTest(() => secretsManager.send(new DeleteSecretCommand({ SecretId: ARN, ForceDeleteWithoutRecovery: true })));
  return ARN;
}

function newLogin() {
  return { username: `user ${randomUUID()}`, password: `pässword ${randomUUID()}` };
}

/** @throws kafkajs's error when the broker refuses the login */
async function signIn(login: ReturnType<typeof newLogin>, mechanism: 'scram-sha-256' | 'scram-sha-512') {
  const client = new kafkajs.Kafka({
    brokers: [scram],
    ssl: { ca: readFileSync(caCertificate, 'utf8') },
    sasl: { mechanism, ...login } as SASLOptions,
    retry: { retries: 0 },
    logLevel: kafkajs.logLevel.NOTHING,
  });
  const admin = client.admin();
  try {
    await admin.connect();
    return 'signed in';
  } finally {
    await admin.disconnect();
  }
}

test('the login of a secret lets in from its association until its disassociation', async () => {
  const login = newLogin();
  const request = {
    ClusterArn: await createCluster(withScram),
    SecretArnList: [await createSecret({ text: JSON.stringify(login) })],
  };
  await expect(signIn(login, 'scram-sha-512')).rejects.toThrow(/authentication/i);

  const associated = await msk.send(new BatchAssociateScramSecretCommand(request));

  expect(associated.UnprocessedScramSecrets).toEqual([]);
  expect(await signIn(login, 'scram-sha-512')).toBe('signed in');
  expect(await signIn(login, 'scram-sha-256')).toBe('signed in');
  await expect(signIn({ ...login, password: 'wrong' }, 'scram-sha-512')).rejects.toThrow(/authentication/i);
  const { SecretArnList } = await msk.send(new ListScramSecretsCommand(request));
  expect(SecretArnList).toEqual(request.SecretArnList);

  const disassociated = await msk.send(new BatchDisassociateScramSecretCommand(request));

  expect(disassociated.UnprocessedScramSecrets).toEqual([]);
  await expect(signIn(login, 'scram-sha-512')).rejects.toThrow(/authentication/i);
});

test('nobody signs in by the secrets of a cluster that is gone', async () => {
  const login = newLogin();
  const ClusterArn = await createCluster(withScram);
  const SecretArnList = [await createSecret({ text: JSON.stringify(login) })];
  await msk.send(new BatchAssociateScramSecretCommand({ ClusterArn, SecretArnList }));
  expect(await signIn(login, 'scram-sha-512')).toBe('signed in');

  await cleanUp();

  await eventually(() => expect(signIn(login, 'scram-sha-512')).rejects.toThrow(/authentication/i), 10_000);
});

test('only its owner reads the file with the logins', () => {
  const file = join(projectDir, stackEnvironment.PIPELINE_STATE_DIR, 'data', 'control-plane', 'kafka-scram-logins');

  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test.each<[what: string, settings: SecretSettings, message: RegExp]>([
  ['has another name', { name: `other-${randomUUID()}` }, /Secret names must have the prefix 'AmazonMSK_'$/],
  ['has no key of its own', { key: undefined }, /default Secrets Manager encryption key/],
  ['holds no JSON', { text: 'secret' }, /must be JSON with a username and a password/],
  ['holds no password', { text: '{"username":"a"}' }, /must be JSON with a username and a password/],
])('a secret that %s is not processed, while others are', async (_, settings, message) => {
  const ClusterArn = await createCluster(withScram);
  const [good, bad] = [await createSecret(), await createSecret(settings)];

  const { UnprocessedScramSecrets } = await msk.send(
    new BatchAssociateScramSecretCommand({ ClusterArn, SecretArnList: [good, bad] }),
  );
  const { SecretArnList } = await msk.send(new ListScramSecretsCommand({ ClusterArn }));

  expect(UnprocessedScramSecrets).toEqual([
    { SecretArn: bad, ErrorCode: 'InvalidSecretArn', ErrorMessage: expect.stringMatching(message) },
  ]);
  expect(SecretArnList).toEqual([good]);
});

test('a secret that is not there is not processed', async () => {
  const ClusterArn = await createCluster(withScram);
  const SecretArnList = ['arn:aws:secretsmanager:us-east-1:000000000000:secret:AmazonMSK_missing-abcdef'];

  const { UnprocessedScramSecrets } = await msk.send(
    new BatchAssociateScramSecretCommand({ ClusterArn, SecretArnList }),
  );

  expect(UnprocessedScramSecrets).toMatchObject([
    { ErrorCode: 'InvalidSecretArn', ErrorMessage: "Amazon MSK wasn't able to access the provided secret." },
  ]);
});

const secret = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:AmazonMSK_a-abcdef';

test.each<[what: string, arns: string[], message: string]>([
  ['no secrets', [], 'The size of list should be between 1 and 10.'],
  ['a secret twice', [secret, secret], 'The list provided contains duplicate items.'],
  ["another account's secret", [secret.replace('000000000000', '111111111111')], 'The provided secret ARN is invalid.'],
  ['what is no secret', ['AmazonMSK_a'], 'The provided secret ARN is invalid.'],
])('an association of %s is refused', async (_, SecretArnList, message) => {
  const ClusterArn = connections().kafka.securedClusterArn;

  const association = msk.send(new BatchAssociateScramSecretCommand({ ClusterArn, SecretArnList }));

  await expect(association).rejects.toMatchObject({ name: 'BadRequestException', message });
});

test('a cluster without SCRAM takes no secrets', async () => {
  const ClusterArn = await createCluster();

  const association = msk.send(new BatchAssociateScramSecretCommand({ ClusterArn, SecretArnList: [secret] }));

  await expect(association).rejects.toMatchObject({ name: 'BadRequestException' });
});
