import type { ClientAuthentication, GetBootstrapBrokersResponse, Provisioned } from '@aws-sdk/client-kafka';
import type { bootstrapServers } from '../../../services/kafka/listeners.ts';
import type { Cluster } from './cluster.ts';

export type Servers = ReturnType<typeof bootstrapServers>;

/** How clients may come in. */
interface ClientAccess {
  readonly plaintext: boolean;
  /** `mutual`: with a certificate only. */
  readonly tls: false | 'any' | 'mutual';
  readonly scram: boolean;
  readonly iam: boolean;
}

/** The brokers' addresses for each way in that the cluster offers. */
export function bootstrapBrokers({ provisioned }: Cluster, servers: Servers): GetBootstrapBrokersResponse {
  if (!provisioned) return { BootstrapBrokerStringSaslIam: servers.iam };
  const { PublicAccess, VpcConnectivity } = provisioned.BrokerNodeGroupInfo?.ConnectivityInfo ?? {};
  const access = accessOf(provisioned);
  const { BootstrapBrokerString, ...secured } = stringsOf(access, servers);
  return {
    ...(BootstrapBrokerString && { BootstrapBrokerString }),
    ...secured,
    ...(PublicAccess?.Type === 'SERVICE_PROVIDED_EIPS' && named(secured, 'Public')),
    ...named(stringsOf(vpcAccess(access, VpcConnectivity?.ClientAuthentication ?? {}), servers), 'VpcConnectivity'),
  };
}

export function authenticates({ Sasl, Tls }: ClientAuthentication): boolean {
  return Boolean(Sasl?.Iam?.Enabled || Sasl?.Scram?.Enabled || usesCertificates({ Tls }));
}

/** Older callers only list the authorities. */
function usesCertificates({ Tls }: ClientAuthentication): boolean {
  return Tls?.Enabled ?? (Tls?.CertificateAuthorityArnList ?? []).length > 0;
}

function accessOf({ ClientAuthentication = {}, EncryptionInfo }: Provisioned): ClientAccess {
  const traffic = EncryptionInfo?.EncryptionInTransit?.ClientBroker ?? 'TLS';
  const anybody = ClientAuthentication.Unauthenticated?.Enabled ?? !authenticates(ClientAuthentication);
  const encrypted = traffic !== 'PLAINTEXT';
  return {
    plaintext: traffic !== 'TLS' && anybody,
    tls: encrypted && (anybody ? 'any' : usesCertificates(ClientAuthentication) && 'mutual'),
    scram: encrypted && ClientAuthentication.Sasl?.Scram?.Enabled === true,
    iam: encrypted && ClientAuthentication.Sasl?.Iam?.Enabled === true,
  };
}

/** Of a VPC connection, which offers no more than its cluster. */
function vpcAccess(access: ClientAccess, { Sasl, Tls }: ClientAuthentication): ClientAccess {
  return {
    plaintext: false,
    tls: Tls?.Enabled === true && access.tls,
    scram: Sasl?.Scram?.Enabled === true && access.scram,
    iam: Sasl?.Iam?.Enabled === true && access.iam,
  };
}

/** The TLS listener takes certificates too, so it serves those with and those without one. */
function stringsOf({ plaintext, tls, scram, iam }: ClientAccess, servers: Servers) {
  return {
    ...(plaintext && { BootstrapBrokerString: servers.plaintext }),
    ...(tls && { BootstrapBrokerStringTls: tls === 'mutual' ? servers.mutualTls : servers.tls }),
    ...(scram && { BootstrapBrokerStringSaslScram: servers.scram }),
    ...(iam && { BootstrapBrokerStringSaslIam: servers.iam }),
  };
}

/** BootstrapBrokerStringTls -> BootstrapBrokerStringPublicTls. */
function named(strings: Readonly<Record<string, string>>, network: string): Record<string, string> {
  const prefix = 'BootstrapBrokerString';
  const entries = Object.entries(strings).map(([key, servers]) => [key.replace(prefix, prefix + network), servers]);
  return Object.fromEntries(entries);
}
