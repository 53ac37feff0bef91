import type { KafkaSchemaRegistryConfig } from '@aws-sdk/client-lambda';
import type { ReadSecret } from '../access/read-secret.ts';
import { MappingProblem } from '../mapping-problem.ts';
import { openConfluentRegistry } from './confluent/open-confluent-registry.ts';
import { openGlueRegistry } from './glue/open-glue-registry.ts';
import type { GlueApi } from './glue/registry-client.ts';
import { type LoadedSchema, schemaLoader } from './load-schema.ts';
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
  /** Loads the client of Glue, which few mappings need. */
  readonly loadGlue: () => Promise<GlueApi>;
}

const maxSchemas = 1000;
// A missing schema may be registered after the first record that needs it.
const passingProblemMs = 30_000;

/**
 * Makes the decoder of a mapping's SchemaRegistryConfig.
 * @throws MappingProblem for a configuration, secret or registry that cannot be used, and whatever the ports reject with.
 */
export async function openSchemaRegistry(
  config: KafkaSchemaRegistryConfig,
  { readSecret, loadGlue }: SchemaRegistryPorts,
): Promise<RecordDecoder> {
  const options: RecordDecoderOptions = { format: recordFormat(config), attributes: attributes(config) };
  const registry = config.SchemaRegistryURI?.startsWith('arn:')
    ? await openGlueRegistry(config, loadGlue)
    : await openConfluentRegistry(config, readSecret);
  const cache = new SchemaCache({ load: schemaLoader(registry), maxSchemas, believeMs });
  const { readFrame, close } = registry;
  return { decode: recordDecoder(options, { readFrame, findSchema: (id) => cache.get(id) }), close };
}

function believeMs(schema: LoadedSchema): number {
  return 'problem' in schema && schema.problem.passing ? passingProblemMs : Number.POSITIVE_INFINITY;
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
