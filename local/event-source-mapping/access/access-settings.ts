import type { SourceAccessConfiguration } from '@aws-sdk/client-lambda';
import { MappingProblem } from '../mapping-problem.ts';

/** An MSK cluster, or one's own by its comma-separated host:port. */
export type Cluster = { readonly arn: string } | { readonly bootstrapServers: string };

/** What a mapping says about how to reach its cluster; the secrets themselves are not read yet. */
export interface AccessSettings {
  readonly authentication?: { readonly method: AuthenticationMethod; readonly secretArn: string };
  /** Of the certificate by which the brokers' own are verified. */
  readonly rootCertificateSecretArn?: string;
}

export type AuthenticationMethod =
  | 'BASIC_AUTH'
  | 'SASL_SCRAM_256_AUTH'
  | 'SASL_SCRAM_512_AUTH'
  | 'CLIENT_CERTIFICATE_TLS_AUTH';

/** MSK offers fewer methods, and its brokers' certificates are signed by authorities that everybody knows. */
const methodsOfMsk: readonly AuthenticationMethod[] = ['SASL_SCRAM_512_AUTH', 'CLIENT_CERTIFICATE_TLS_AUTH'];
const methodsOfOwn: readonly AuthenticationMethod[] = [...methodsOfMsk, 'BASIC_AUTH', 'SASL_SCRAM_256_AUTH'];
const rootCertificate = 'SERVER_ROOT_CA_CERTIFICATE';

/** Subnets and security groups say which network interfaces to make; here all is on one machine. */
const ignored: readonly string[] = ['VPC_SUBNET', 'VPC_SECURITY_GROUP'];

/** @throws MappingProblem naming the type that does not go with the cluster, or with another one. */
export function parseAccessSettings(
  configurations: readonly SourceAccessConfiguration[] | undefined,
  cluster: Cluster,
): AccessSettings {
  const relevant = (configurations ?? []).filter(({ Type }) => !ignored.includes(String(Type)));
  const ofMsk = 'arn' in cluster;
  const methods = ofMsk ? methodsOfMsk : methodsOfOwn;
  const allowed: readonly string[] = ofMsk ? methods : [...methods, rootCertificate];
  for (const { Type } of relevant) {
    if (allowed.includes(String(Type))) continue;
    throw invalid(`${Type} is not for ${ofMsk ? 'an MSK' : 'a self-managed'} cluster here; use ${allowed.join(', ')}`);
  }

  const ways = relevant.filter(({ Type }) => Type !== rootCertificate);
  if (ways.length > 1) throw invalid(`${ways.map(({ Type }) => Type).join(' and ')} exclude each other; keep one`);
  const [way] = ways;
  const root = relevant.find(({ Type }) => Type === rootCertificate);
  return {
    ...(way && { authentication: { method: way.Type as AuthenticationMethod, secretArn: secretArn(way) } }),
    ...(root && { rootCertificateSecretArn: secretArn(root) }),
  };
}

function secretArn({ Type, URI }: SourceAccessConfiguration): string {
  if (URI) return URI;
  throw invalid(`${Type} has no URI; give it the ARN of a secret`);
}

function invalid(text: string): MappingProblem {
  return new MappingProblem('ESM_CONFIG_NOT_VALID', `SourceAccessConfigurations: ${text}.`);
}
