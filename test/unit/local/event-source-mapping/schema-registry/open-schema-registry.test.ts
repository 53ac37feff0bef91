import { deflateSync } from 'node:zlib';
import type { KafkaSchemaRegistryConfig } from '@aws-sdk/client-lambda';
import { jest } from '@jest/globals';
import type { KafkaRecord } from '../../../../../local/event-source-mapping/record.ts';
import type { GlueApi } from '../../../../../local/event-source-mapping/schema-registry/glue/registry-client.ts';
import { openSchemaRegistry } from '../../../../../local/event-source-mapping/schema-registry/open-schema-registry.ts';
import { selfSignedCertificate } from '../../../../support/self-signed-certificate.ts';
import { kafkaRecord } from '../event-records.ts';

const valid: KafkaSchemaRegistryConfig = {
  SchemaRegistryURI: 'http://127.0.0.1:9',
  EventRecordFormat: 'JSON',
  SchemaValidationConfigs: [{ Attribute: 'VALUE' }],
};
const { certificate } = selfSignedCertificate('root');

const uuid = 'b7b4a7f0-9c96-4e4a-a687-fb5de9ef0c63';
const frame = Buffer.from(`0300${uuid.replaceAll('-', '')}`, 'hex');
const arn = 'arn:aws:glue:us-east-1:000000000000:registry/people';
const answers: ReturnType<GlueApi['getSchemaVersion']>[] = [];
const glue: GlueApi = {
  getRegistry: async () => ({ Status: 'AVAILABLE' }),
  getSchemaVersion: () => answers.shift() ?? Promise.reject(new Error('nothing more is to be asked')),
};

async function version(change: object = {}) {
  const SchemaArn = 'arn:aws:glue:us-east-1:000000000000:schema/people/users';
  return { SchemaArn, Status: 'AVAILABLE', DataFormat: 'AVRO', SchemaDefinition: '"int"', ...change } as const;
}

function record(value: Buffer): KafkaRecord {
  return { ...kafkaRecord(0), value };
}

function open(change: Partial<Record<keyof KafkaSchemaRegistryConfig, unknown>>) {
  const config = { ...valid, ...change } as KafkaSchemaRegistryConfig;
  return openSchemaRegistry(config, {
    readSecret: async (_, shape) => shape.parse({ certificate }),
    loadGlue: async () => glue,
  });
}

test('a registry that is away keeps nothing from being opened', async () => {
  const { close } = await open({});

  close();
});

test('a record of Glue’s serialisers is read with the schema version that it names', async () => {
  answers.push(version());
  const { decode, close } = await open({ SchemaRegistryURI: arn });

  const decoded = await decode(record(Buffer.concat([frame, Buffer.from([14])])));
  close();

  expect(decoded).toMatchObject({ value: Buffer.from('7'), valueSchema: { dataFormat: 'AVRO', schemaId: uuid } });
});

test('the source of a Protobuf record keeps the number of its message, as Glue’s readers expect, and no compression', async () => {
  const SchemaDefinition = 'syntax = "proto3"; message B { string b = 1; } message A { string a = 1; }';
  answers.push(version({ DataFormat: 'PROTOBUF', SchemaDefinition }));
  const { decode } = await open({ SchemaRegistryURI: arn, EventRecordFormat: 'SOURCE' });
  const payload = Buffer.from([1, 10, 1, 120]);
  const compressed = Buffer.concat([Buffer.from([3, 5]), frame.subarray(2), deflateSync(payload)]);

  await expect(decode(record(compressed))).resolves.toMatchObject({ value: payload });
});

test('a version that is still checked is asked for again after a while, and one that is available is not', async () => {
  const now = jest.spyOn(performance, 'now').mockReturnValue(0);
  answers.push(version({ Status: 'PENDING' }), version());
  const { decode } = await open({ SchemaRegistryURI: arn });
  const value = Buffer.concat([frame, Buffer.from([14])]);

  await expect(decode(record(value))).rejects.toMatchObject({ reason: 'DESERIALIZATION_ERROR', schemaId: uuid });
  now.mockReturnValue(29_999);
  expect(() => decode(record(value))).toThrow('its status is PENDING');
  now.mockReturnValue(30_000);
  await expect(decode(record(value))).resolves.toMatchObject({ value: Buffer.from('7') });
  now.mockReturnValue(Number.MAX_SAFE_INTEGER);
  expect(decode(record(value))).toMatchObject({ value: Buffer.from('7') });
  now.mockRestore();
});

test.each([
  [{ SchemaRegistryURI: undefined }, 'SchemaRegistryURI is «» and must be the http or https address'],
  [{ SchemaRegistryURI: 'registry:8081' }, 'SchemaRegistryURI is «registry:8081»'],
  [{ SchemaRegistryURI: 'http://user:secret@127.0.0.1:9' }, 'SchemaRegistryURI must not hold a password'],
  [{ SchemaRegistryURI: 'arn:aws:glue:registry' }, 'SchemaRegistryURI is «arn:aws:glue:registry»'],
  [{ SchemaRegistryURI: arn, AccessConfigs: [{ Type: 'BASIC_AUTH' }] }, 'not supported for a Glue schema registry'],
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
