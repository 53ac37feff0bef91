import { readFileSync } from 'node:fs';
import type { SourceAccessType } from '@aws-sdk/client-lambda';
import { connections } from '../stack.ts';
import type { MappingSettings } from './mappings.ts';
import { createSecret } from './secrets.ts';

const { username, password, ...kafka } = connections().kafka;

export const login = { username, password };
export const clientCertificate = {
  certificate: readFileSync(kafka.clientCertificate, 'utf8'),
  privateKey: readFileSync(kafka.clientKey, 'utf8'),
};

/** What a secret holds, or the ARN of one that the test does not make, by its use. */
export type Secrets = Partial<Record<SourceAccessType, object | string>>;

/** The authority that signed the broker's certificate. */
export const root: Secrets = {
  SERVER_ROOT_CA_CERTIFICATE: { certificate: readFileSync(kafka.caCertificate, 'utf8') },
};

export const mskCluster: MappingSettings = { EventSourceArn: kafka.securedClusterArn };

/** The source and who to be there. */
export async function withSecrets(source: MappingSettings, secrets: Secrets): Promise<MappingSettings> {
  const entries = Object.entries(secrets) as [SourceAccessType, object | string][];
  const configurations = entries.map(async ([Type, content]) => ({
    Type,
    URI: typeof content === 'string' ? content : await createSecret(content),
  }));
  return {
    ...source,
    SourceAccessConfigurations: [...(source.SourceAccessConfigurations ?? []), ...(await Promise.all(configurations))],
  };
}
