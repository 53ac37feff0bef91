import type { KafkaSchemaRegistryConfig } from '@aws-sdk/client-lambda';
import type { ReadSecret } from '../../access/read-secret.ts';
import { MappingProblem } from '../../mapping-problem.ts';
import type { SchemaRegistry } from '../schema-registry.ts';
import { confluentSchemas } from './confluent-schemas.ts';
import { readRegistryAccess } from './registry-access.ts';
import { registryClient } from './registry-client.ts';
import { selectMessage } from './select-message.ts';
import { readFrame } from './wire-format.ts';

const timeoutMs = 5000;
const attempts = 3;
const backoff = { firstMs: 200, maxMs: 2000 };

/**
 * Reads the secrets, but asks the registry for nothing yet.
 * @throws MappingProblem for an address or secret that cannot be used, and whatever `readSecret` rejects with.
 */
export async function openConfluentRegistry(
  { SchemaRegistryURI: uri, AccessConfigs: configs }: KafkaSchemaRegistryConfig,
  readSecret: ReadSecret,
): Promise<SchemaRegistry> {
  const url = registryUrl(uri);
  const access = await readRegistryAccess(configs ?? [], readSecret);
  if (access.tls && url.protocol !== 'https:')
    throw notValid(`The certificates need an https address, not ${url.href}.`);

  const { ask, close } = registryClient({ url, access, timeoutMs, attempts, backoff });
  return { readFrame, selectMessage, fetchSchema: confluentSchemas(ask), close };
}

function registryUrl(uri = ''): URL {
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw notValid(
      `SchemaRegistryURI is «${uri}» and must be the http or https address of a schema registry, or the ARN of Glue's.`,
    );
  }
  if (url.username || url.password) {
    throw notValid('SchemaRegistryURI must not hold a password; put it in a secret for BASIC_AUTH in AccessConfigs.');
  }
  return url;
}

function notValid(message: string): MappingProblem {
  return new MappingProblem('ESM_CONFIG_NOT_VALID', message);
}
