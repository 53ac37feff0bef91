import type { ConnectionOptions } from 'node:tls';
import { GetBootstrapBrokersCommand, type KafkaClient } from '@aws-sdk/client-kafka';
import type { SASLOptions } from 'kafkajs';
import type * as z from 'zod/mini';
import { MappingProblem } from '../mapping-problem.ts';
import type { AccessSettings, AuthenticationMethod, Cluster } from './access-settings.ts';
import { clientCertificate, rootCertificate } from './certificates.ts';
import type { KafkaAccess } from './kafka-access.ts';
import { chooseMskBrokers } from './msk-brokers.ts';
import { mskIam, mskIamTokens } from './msk-iam.ts';
import { clientCertificateSecret, loginSecret, type ReadSecret, rootCertificateSecret } from './read-secret.ts';

export type FindKafkaAccess = (cluster: Cluster, settings: AccessSettings) => Promise<KafkaAccess>;

type SaslMethod = Exclude<AuthenticationMethod, 'CLIENT_CERTIFICATE_TLS_AUTH'>;
type Authentication = NonNullable<AccessSettings['authentication']>;

const saslOf: Record<SaslMethod, (login: z.infer<typeof loginSecret>) => SASLOptions> = {
  BASIC_AUTH: (login) => ({ mechanism: 'plain', ...login }),
  SASL_SCRAM_256_AUTH: (login) => ({ mechanism: 'scram-sha-256', ...login }),
  SASL_SCRAM_512_AUTH: (login) => ({ mechanism: 'scram-sha-512', ...login }),
};

/**
 * Finds a mapping's brokers and reads its secrets.
 * @throws MappingProblem when the cluster or a secret has to be mended first.
 */
export function kafkaAccessFinder(kafka: KafkaClient, readSecret: ReadSecret): FindKafkaAccess {
  return async (cluster, { authentication, rootCertificateSecretArn }) => {
    if ('arn' in cluster) return mskAccess(kafka, readSecret, cluster.arn, authentication);
    const brokers = cluster.bootstrapServers.split(',');
    const ca = await readRootCertificate(readSecret, rootCertificateSecretArn);
    if (authentication) return { brokers, ...(await authenticated(readSecret, authentication, ca)) };
    // Without a login and a certificate, AWS needs a VPC, and trusts it.
    return ca ? { brokers, ssl: ca } : { brokers };
  };
}

async function mskAccess(
  kafka: KafkaClient,
  readSecret: ReadSecret,
  arn: string,
  authentication: Authentication | undefined,
): Promise<KafkaAccess> {
  const offered = await kafka.send(new GetBootstrapBrokersCommand({ ClusterArn: arn })).catch((cause: Error) => {
    if (cause.name !== 'NotFoundException') throw cause;
    throw new MappingProblem('ESM_CONFIG_NOT_VALID', `The cluster ${arn} does not exist.`, { cause });
  });
  const { way, brokers: list } = chooseMskBrokers(arn, offered, authentication?.method);
  const brokers = list.split(',');
  if (authentication) return { brokers, ...(await authenticated(readSecret, authentication)) };
  if (way === 'plaintext') return { brokers };
  if (way === 'tls') return { brokers, ssl: true };
  const [, , , region = ''] = arn.split(':');
  return { brokers, ssl: true, sasl: mskIam(mskIamTokens(region, kafka.config.credentials)) };
}

/** Always over TLS: passwords are not for the open network. */
async function authenticated(
  readSecret: ReadSecret,
  { method, secretArn }: Authentication,
  ca: ConnectionOptions = {},
): Promise<Pick<KafkaAccess, 'ssl' | 'sasl'>> {
  if (method === 'CLIENT_CERTIFICATE_TLS_AUTH') {
    const secret = await readSecret(secretArn, clientCertificateSecret);
    return { ssl: { ...ca, ...clientCertificate(secretArn, secret) } };
  }
  return { ssl: ca, sasl: saslOf[method](await readSecret(secretArn, loginSecret)) };
}

/** In place of the authorities that the system knows. */
async function readRootCertificate(readSecret: ReadSecret, arn: string | undefined) {
  if (arn === undefined) return undefined;
  const { certificate } = await readSecret(arn, rootCertificateSecret);
  return { ca: rootCertificate(arn, certificate) };
}
