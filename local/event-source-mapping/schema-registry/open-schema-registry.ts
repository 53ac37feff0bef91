import type { KafkaSchemaRegistryConfig } from '@aws-sdk/client-lambda';
import type { ReadSecret } from '../access/read-secret.ts';
import { MappingProblem } from '../mapping-problem.ts';
import { confluentRegistry } from './confluent/confluent-registry.ts';
import { readRegistryAccess } from './confluent/registry-access.ts';
import { registryClient } from './confluent/registry-client.ts';
import { schemaLoader } from './load-schema.ts';
import { type DecodeRecord, type RecordDecoderOptions, recordDecoder } from './record-decoder.ts';
import { SchemaCache } from './schema-cache.ts';
import type { Attribute } from './schema-problem.ts';

export interface RecordDecoder {
  readonly decode: DecodeRecord;
  /** Ends the connections to the registry; what is being decoded rejects. */
  close(): void;
}

export interface SchemaRegistryPorts {
  readonly readSecret: ReadSecret;
}

const maxSchemas = 1000;
const missingMs = 30_000;
const timeoutMs = 5000;
const attempts = 3;
const backoff = { firstMs: 200, maxMs: 2000 };

/**
 * Makes the decoder of a mapping's SchemaRegistryConfig. It reads the secrets, but asks the registry for nothing yet.
 * @throws MappingProblem for a configuration or secret that cannot be used, and whatever `readSecret` rejects with.
 */
export async function openSchemaRegistry(
  config: KafkaSchemaRegistryConfig,
  { readSecret }: SchemaRegistryPorts,
): Promise<RecordDecoder> {
  const url = registryUrl(config.SchemaRegistryURI);
  const options: RecordDecoderOptions = { format: recordFormat(config), attributes: attributes(config) };
  const access = await readRegistryAccess(config.AccessConfigs ?? [], readSecret);
  if (access.tls && url.protocol !== 'https:')
    throw notValid(`The certificates need an https address, not ${url.href}.`);

  const client = registryClient({ url, access, timeoutMs, attempts, backoff });
  const cache = new SchemaCache({ load: schemaLoader(confluentRegistry(client.ask)), maxSchemas, missingMs });
  return { decode: recordDecoder(options, (id) => cache.get(id)), close: client.close };
}

function registryUrl(uri = ''): URL {
  if (uri.startsWith('arn:')) {
    throw notValid(
      'Glue schema registries are not supported by this poller; use SchemaRegistryURI of a Confluent-compatible registry.',
    );
  }
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw notValid(`SchemaRegistryURI is «${uri}» and must be the http or https address of a schema registry.`);
  }
  if (url.username || url.password) {
    throw notValid('SchemaRegistryURI must not hold a password; put it in a secret for BASIC_AUTH in AccessConfigs.');
  }
  return url;
}

function recordFormat({ EventRecordFormat: format }: KafkaSchemaRegistryConfig) {
  if (format === 'JSON' || format === 'SOURCE') return format;
  throw notValid(`EventRecordFormat is «${format ?? ''}» and must be JSON or SOURCE.`);
}

function attributes({ SchemaValidationConfigs: configs = [] }: KafkaSchemaRegistryConfig): ReadonlySet<Attribute> {
  const selected = new Set<Attribute>();
  for (const { Attribute: attribute } of configs) {
    if (attribute !== 'KEY' && attribute !== 'VALUE') {
      throw notValid(`An Attribute of SchemaValidationConfigs is «${attribute ?? ''}» and must be KEY or VALUE.`);
    }
    selected.add(attribute);
  }
  if (selected.size === 0) throw notValid('SchemaValidationConfigs must name KEY, VALUE or both.');
  return selected;
}

function notValid(message: string): MappingProblem {
  return new MappingProblem('ESM_CONFIG_NOT_VALID', message);
}
