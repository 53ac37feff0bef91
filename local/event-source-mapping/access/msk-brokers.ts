import type { GetBootstrapBrokersResponse } from '@aws-sdk/client-kafka';
import { MappingProblem } from '../mapping-problem.ts';
import type { AuthenticationMethod } from './access-settings.ts';

/** How an MSK cluster is entered: `clientCertificate` and `tls` by the same brokers. */
export type MskWay = 'clientCertificate' | 'scram' | 'iam' | 'tls' | 'plaintext';

const brokersOf = {
  clientCertificate: 'BootstrapBrokerStringTls',
  scram: 'BootstrapBrokerStringSaslScram',
  iam: 'BootstrapBrokerStringSaslIam',
  tls: 'BootstrapBrokerStringTls',
  plaintext: 'BootstrapBrokerString',
} as const satisfies Record<MskWay, keyof GetBootstrapBrokersResponse>;

const withoutSecret: readonly MskWay[] = ['iam', 'tls', 'plaintext'];

/**
 * The way in that AWS takes: the secret's where there is one, else the safest that the cluster offers.
 * @throws MappingProblem when the cluster does not offer it: nothing weaker is tried instead of a secret.
 */
export function chooseMskBrokers(
  clusterArn: string,
  offered: GetBootstrapBrokersResponse,
  method: AuthenticationMethod | undefined,
): { readonly way: MskWay; readonly brokers: string } {
  const ways = method === undefined ? withoutSecret : [wayOf(method)];
  for (const way of ways) {
    const brokers = offered[brokersOf[way]];
    if (brokers) return { way, brokers };
  }
  throw new MappingProblem(
    'ESM_CONFIG_NOT_VALID',
    `The cluster ${clusterArn} offers no brokers for ${method ?? 'a mapping without a secret'}.`,
  );
}

function wayOf(method: AuthenticationMethod): MskWay {
  return method === 'CLIENT_CERTIFICATE_TLS_AUTH' ? 'clientCertificate' : 'scram';
}
