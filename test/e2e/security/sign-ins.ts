import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { BatchAssociateScramSecretCommand } from '@aws-sdk/client-kafka';
import { CreateDBInstanceCommand, RDSClient } from '@aws-sdk/client-rds';
import { CreateSecretCommand, DeleteSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Signer } from '@aws-sdk/rds-signer';
import { generateAuthTokenFromCredentialsProvider } from 'aws-msk-iam-sasl-signer-js';
import driver from 'cassandra-driver';
import kafkajs, { type SASLOptions } from 'kafkajs';
import pg from 'pg';
import { masterLogin } from '../../../local/deployment/database.ts';
import { readCredentials } from '../../../local/services/credentials.ts';
import type { Settings } from '../../../local/settings.ts';
import { createCluster, msk } from '../../support/aws/msk.ts';
import { afterTest } from '../../support/event-source-mapping/clean-up.ts';
import { functionEndpoints } from '../../support/pipeline/deployed-pipeline.ts';
import { clientSettings } from '../../support/stack/client-settings.ts';
import { connections } from '../../support/stack/stack.ts';
import { type StackSecret, secretOf } from '../../support/stack/stack-secrets.ts';

const region = 'us-east-1';
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const kmsKey = `arn:aws:kms:${region}:000000000000:key/11111111-1111-4111-8111-111111111111`;

/**
 * Signs in to each service by each secret that it takes, with success and without, which is when servers write most.
 * @returns the tokens; passwords are found where they are kept
 */
export async function useEverySignIn(settings: Settings): Promise<StackSecret[]> {
  await useScramSecret();
  await useCassandra(settings);
  const login = await masterLogin(settings);
  await refused(signInToPostgres({ ...login, database: 'not-there' }));
  await refused(signInToPostgres({ ...login, user: 'nobody' }));
  return [...(await usePostgresTokens(settings)), ...(await useKafkaToken()), await useMasterPassword()];
}

/** In a request that fails, as a developer's first ones do. */
async function useMasterPassword(): Promise<StackSecret> {
  const client = new RDSClient(clientSettings());
  const password = `password-${randomUUID()}`;
  const command = new CreateDBInstanceCommand({
    DBInstanceIdentifier: 'users-pipeline',
    Engine: 'postgres',
    DBInstanceClass: 'db.t4g.micro',
    AllocatedStorage: 20,
    MasterUsername: 'boss',
    MasterUserPassword: password,
  });
  await expect(client.send(command)).rejects.toThrow(/already exists/i);
  client.destroy();
  return secretOf('a password given to RDS', password);
}

async function useScramSecret(): Promise<void> {
  const secretsManager = new SecretsManagerClient(clientSettings());
  const login = { username: `user-${randomUUID()}`, password: `password-${randomUUID()}` };
  const Name = `AmazonMSK_${randomUUID()}`;
  const made = { Name, SecretString: JSON.stringify(login), KmsKeyId: kmsKey };
  const { ARN = '' } = await secretsManager.send(new CreateSecretCommand(made));
  afterTest(() => secretsManager.send(new DeleteSecretCommand({ SecretId: ARN, ForceDeleteWithoutRecovery: true })));
  const ClusterArn = await createCluster({ ClientAuthentication: { Sasl: { Scram: { Enabled: true } } } });
  await msk.send(new BatchAssociateScramSecretCommand({ ClusterArn, SecretArnList: [ARN] }));
  const { scram } = connections().kafka;
  await signInToKafka(scram, { mechanism: 'scram-sha-512', ...login });
  await refused(signInToKafka(scram, { mechanism: 'scram-sha-512', ...login, username: 'nobody' }));
  await refused(signInToKafka(scram, { mechanism: 'plain', ...login, username: 'nobody' }));
}

async function useCassandra({ stateDir, ports }: Settings): Promise<void> {
  const { cassandra } = readCredentials(stateDir);
  const connect = async (username: string) => {
    const client = new driver.Client({
      contactPoints: ['127.0.0.1'],
      protocolOptions: { port: ports.cassandra },
      localDataCenter: region,
      credentials: { username, password: cassandra.password },
    });
    await client.connect().finally(() => client.shutdown());
  };
  await connect(cassandra.username);
  await refused(connect('nobody'));
}

async function usePostgresTokens(settings: Settings): Promise<StackSecret[]> {
  const { host, port, user, database } = (await functionEndpoints('users-sink')).postgres;
  const { ssl } = await masterLogin(settings);
  const token = () => new Signer({ hostname: host, port, username: user, region, credentials }).getAuthToken();
  const [good, forAnother] = [await token(), await token()];
  await signInToPostgres({ host, port, user, database, ssl, password: good });
  await refused(signInToPostgres({ host, port, user: 'nobody', database, ssl, password: forAnother }));
  return [good, forAnother].map((one) => secretOf('a token for PostgreSQL', signatureIn(one)));
}

async function useKafkaToken(): Promise<StackSecret[]> {
  const { token } = await generateAuthTokenFromCredentialsProvider({
    region,
    awsCredentialsProvider: async () => credentials,
  });
  await signInToKafka(connections().kafka.iam, {
    mechanism: 'oauthbearer',
    oauthBearerProvider: async () => ({ value: token }),
  });
  const url = Buffer.from(token, 'base64url').toString();
  return [secretOf('a token for Kafka', token), secretOf('the signature of a token for Kafka', signatureIn(url))];
}

function signatureIn(url: string): string {
  return /X-Amz-Signature=(\w+)/.exec(url)?.[1] ?? '';
}

async function signInToKafka(broker: string, sasl: SASLOptions): Promise<void> {
  const admin = new kafkajs.Kafka({
    brokers: [broker],
    ssl: { ca: readFileSync(connections().kafka.caCertificate, 'utf8') },
    sasl,
    retry: { retries: 0 },
    logLevel: kafkajs.logLevel.NOTHING,
  }).admin();
  await admin.connect().finally(() => admin.disconnect());
}

async function signInToPostgres(options: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(options);
  await client.connect().finally(() => client.end());
}

async function refused(signIn: Promise<void>): Promise<void> {
  await expect(signIn).rejects.toThrow();
}
