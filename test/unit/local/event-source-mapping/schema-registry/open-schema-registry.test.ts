import type { KafkaSchemaRegistryConfig } from '@aws-sdk/client-lambda';
import { openSchemaRegistry } from '../../../../../local/event-source-mapping/schema-registry/open-schema-registry.ts';
import { selfSignedCertificate } from '../../../../support/self-signed-certificate.ts';

const valid: KafkaSchemaRegistryConfig = {
  SchemaRegistryURI: 'http://127.0.0.1:9',
  EventRecordFormat: 'JSON',
  SchemaValidationConfigs: [{ Attribute: 'VALUE' }],
};
const { certificate } = selfSignedCertificate('root');

function open(change: Partial<Record<keyof KafkaSchemaRegistryConfig, unknown>>) {
  const config = { ...valid, ...change } as KafkaSchemaRegistryConfig;
  return openSchemaRegistry(config, { readSecret: async (_, shape) => shape.parse({ certificate }) });
}

test('a registry that is away keeps nothing from being opened', async () => {
  const { close } = await open({});

  close();
});

test.each([
  [{ SchemaRegistryURI: undefined }, 'SchemaRegistryURI is «» and must be the http or https address'],
  [{ SchemaRegistryURI: 'registry:8081' }, 'SchemaRegistryURI is «registry:8081»'],
  [{ SchemaRegistryURI: 'http://user:secret@127.0.0.1:9' }, 'SchemaRegistryURI must not hold a password'],
  [
    { SchemaRegistryURI: 'arn:aws:glue:us-east-1:000000000000:registry/r' },
    'Glue schema registries are not supported by this poller; use SchemaRegistryURI of a Confluent-compatible registry.',
  ],
  [{ EventRecordFormat: undefined }, 'EventRecordFormat is «» and must be JSON or SOURCE'],
  [{ SchemaValidationConfigs: [] }, 'SchemaValidationConfigs must name KEY, VALUE or both'],
  [{ SchemaValidationConfigs: [{ Attribute: 'HEADER' }] }, 'is «HEADER» and must be KEY or VALUE'],
  [
    { AccessConfigs: [{ Type: 'SERVER_ROOT_CA_CERTIFICATE', URI: 'arn:root' }] },
    'The certificates need an https address',
  ],
])('the configuration with %j is refused by name', async (change, message) => {
  await expect(open(change)).rejects.toMatchObject({
    name: 'MappingProblem',
    reason: 'ESM_CONFIG_NOT_VALID',
    message: expect.stringContaining(message),
  });
});
