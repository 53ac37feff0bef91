import { readFileSync } from 'node:fs';
import type { CreateEventSourceMappingCommandInput, SourceAccessType } from '@aws-sdk/client-lambda';
import { eventually } from '../../../support/eventually.ts';
import { connections } from '../../../support/stack.ts';
import { createMapping, createSecret, createTopic, deployFunction, launchPoller } from './poller-fixture.ts';

const { username, password, ...kafka } = connections().kafka;

export const login = { username, password };
export const clientCertificate = {
  certificate: readFileSync(kafka.clientCertificate, 'utf8'),
  privateKey: readFileSync(kafka.clientKey, 'utf8'),
};

/** The part of a mapping that says where its records come from, and who to be there. */
export type Source = Partial<CreateEventSourceMappingCommandInput>;

/** What a secret holds, or the ARN of one that the test does not make, by its use. */
export type Secrets = Partial<Record<SourceAccessType, object | string>>;

/** The authority that signed the broker's certificate. */
export const root: Secrets = {
  SERVER_ROOT_CA_CERTIFICATE: { certificate: readFileSync(kafka.caCertificate, 'utf8') },
};

export const mskCluster: Source = { EventSourceArn: kafka.securedClusterArn };

export function ownCluster(server: string): Source {
  return { SelfManagedEventSource: { Endpoints: { KAFKA_BOOTSTRAP_SERVERS: [server] } } };
}

export async function withSecrets(source: Source, secrets: Secrets): Promise<Source> {
  const entries = Object.entries(secrets) as [SourceAccessType, object | string][];
  const configurations = entries.map(async ([Type, content]) => ({
    Type,
    URI: typeof content === 'string' ? content : await createSecret(content),
  }));
  // AWS takes no self-managed cluster without a way to reach it.
  const subnet = source.EventSourceArn === undefined ? [{ Type: 'VPC_SUBNET' as const, URI: 'subnet-1' }] : [];
  return { ...source, SourceAccessConfigurations: [...subnet, ...(await Promise.all(configurations))] };
}

/** What the poller says of a mapping that it cannot poll. */
export async function problemWith(source: Source): Promise<string> {
  const poller = await launchPoller(await createMapping(await deployFunction(), await createTopic(), source));
  return eventually(async () => {
    const { lastProcessingResult } = await poller.status();
    expect(lastProcessingResult).toMatch(/^PROBLEM: /);
    return String(lastProcessingResult);
  }, 30_000);
}
