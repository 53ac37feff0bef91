import { randomBytes } from 'node:crypto';
import {
  CreateRegistryCommand,
  CreateSchemaCommand,
  type CreateSchemaCommandInput,
  DeleteRegistryCommand,
  GetSchemaVersionCommand,
  type GetSchemaVersionCommandOutput,
  GlueClient,
  ListRegistriesCommand,
  RegisterSchemaVersionCommand,
} from '@aws-sdk/client-glue';
import { eventually } from '../eventually.ts';
import { clientSettings } from '../stack/client-settings.ts';

/** Shows each failure, instead of trying again. */
export const glue = new GlueClient({ ...clientSettings(), maxAttempts: 1 });

const made: string[] = [];

export function newName(): string {
  const name = `test-${randomBytes(6).toString('hex')}`;
  made.push(name);
  return name;
}

export function registryArn(RegistryName: string): string {
  return `arn:aws:glue:us-east-1:000000000000:registry/${RegistryName}`;
}

export async function createRegistry(RegistryName = newName()): Promise<string> {
  await glue.send(new CreateRegistryCommand({ RegistryName }));
  return RegistryName;
}

/** Of this test file, with their schemas. */
export async function deleteRegistries(): Promise<void> {
  const { Registries = [] } = await glue.send(new ListRegistriesCommand({ MaxResults: 100 }));
  for (const { RegistryName = '' } of Registries) {
    if (made.includes(RegistryName)) await glue.send(new DeleteRegistryCommand({ RegistryId: { RegistryName } }));
  }
}

export function avro(...fields: object[]): string {
  return JSON.stringify({ type: 'record', name: 'User', fields });
}

export const id = { name: 'id', type: 'long' };
export const email = { name: 'email', type: 'string' };
export const nickname = { name: 'nickname', type: ['null', 'string'], default: null };

/** An Avro schema that has to stay backward compatible, if the test says nothing else. */
export async function createSchema(RegistryName: string, change: Partial<CreateSchemaCommandInput> = {}) {
  const request = { SchemaName: 'users', DataFormat: 'AVRO', Compatibility: 'BACKWARD', SchemaDefinition: avro(id) };
  await glue.send(
    new CreateSchemaCommand({ ...request, RegistryId: { RegistryName }, ...change } as CreateSchemaCommandInput),
  );
  return { RegistryName, SchemaName: change.SchemaName ?? request.SchemaName };
}

type SchemaId = Awaited<ReturnType<typeof createSchema>>;

/** Registers a version and waits until it is decided on. @returns what the registration answered, and what it became */
export async function register(SchemaId: SchemaId, SchemaDefinition: string) {
  const registered = await glue.send(new RegisterSchemaVersionCommand({ SchemaId, SchemaDefinition }));
  return { registered, settled: await settled(registered.SchemaVersionId) };
}

function settled(SchemaVersionId: string | undefined): Promise<GetSchemaVersionCommandOutput> {
  return eventually(async () => {
    const version = await glue.send(new GetSchemaVersionCommand({ SchemaVersionId }));
    expect(version.Status).not.toBe('PENDING');
    return version;
  }, 10_000);
}
