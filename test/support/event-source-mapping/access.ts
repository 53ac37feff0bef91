import { readFileSync } from 'node:fs';
import type { SourceAccessType } from '@aws-sdk/client-lambda';
import kafkajs, { type AclResourceTypes } from 'kafkajs';
import { connections } from '../stack/stack.ts';
import { afterTest } from './clean-up.ts';
import type { MappingSettings } from './mappings.ts';
import { createSecret } from './secrets.ts';
import { withAdmin } from './topics.ts';

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

/** Leaves a topic or group to somebody else: once there is a rule, nobody but those it names comes in. */
export async function reserve(resourceType: AclResourceTypes, resourceName: string): Promise<void> {
  const rule = {
    resourceType,
    resourceName,
    resourcePatternType: kafkajs.ResourcePatternTypes.LITERAL,
    principal: 'User:somebody-else',
    host: '*',
    operation: kafkajs.AclOperationTypes.ALL,
    permissionType: kafkajs.AclPermissionTypes.ALLOW,
  };
  await withAdmin((admin) => admin.createAcls({ acl: [rule] }));
  afterTest(() => withAdmin((admin) => admin.deleteAcls({ filters: [rule] })));
}
