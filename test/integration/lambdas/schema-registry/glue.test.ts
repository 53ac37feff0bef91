import { SchemaNotRegisteredError, SchemaRefusedError, SchemaRegistryError } from '../../../../lambdas/core/errors.ts';
import { findInGlue } from '../../../../lambdas/core/schema-registry/find-in-glue.ts';
import { registerInGlue } from '../../../../lambdas/core/schema-registry/register-in-glue.ts';
import { userSchemaDefinition } from '../../../../lambdas/core/user-schema.ts';
import { readFrame } from '../../../../local/event-source-mapping/schema-registry/glue/wire-format.ts';
import { schemaRegistry } from '../../../../local/services/schema-registry/schema-registry.ts';
import { createRegistry, deleteRegistries, glue, newName, registryArn } from '../../../support/aws/glue.ts';
import { registryTests } from '../../../support/schemas/registry-tests.ts';
import { withField } from '../../../support/schemas/user-schemas.ts';
import { without } from '../../../support/stack/without.ts';

const never = new AbortController().signal;
let registry: string;

beforeAll(async () => {
  registry = await createRegistry();
});

afterAll(deleteRegistries);

/** Of a topic of its own. */
function registryOf(topic: string, name = registry) {
  const place = { uri: registryArn(name), topic };
  return { find: findInGlue(place, glue), register: registerInGlue(place, glue) };
}

registryTests({ of: registryOf, id: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, readFrame });

test('a required field is refused with what Glue says of it, however often it is tried, and nobody writes with it', async () => {
  const { find, register } = registryOf('required');
  await register(userSchemaDefinition('JSON'), never);

  for (let attempt = 1; attempt <= 2; attempt += 1) {
    const registering = register(withField('required'), never);
    await expect(registering).rejects.toThrow(SchemaRefusedError);
    await expect(registering).rejects.toThrow(
      'The schema of required cannot be changed so: AWS Glue gives version 2 the status FAILURE, for it is not BACKWARD',
    );
  }
  await expect(find(withField('required'), never)).rejects.toThrow(SchemaNotRegisteredError);
  await expect(register(withField('optional'), never)).resolves.toBe(3);
});

test('another format for the same topic is refused with Glue’s own reason', async () => {
  const { register } = registryOf('format');
  await register(userSchemaDefinition('JSON'), never);

  const registering = register(userSchemaDefinition('AVRO'), never);

  await expect(registering).rejects.toThrow(SchemaRefusedError);
  await expect(registering).rejects.toThrow('Schema definition of JSON data format is invalid');
});

test('a registry that does not exist is named', async () => {
  const name = newName();

  const registering = registryOf('homeless', name).register(userSchemaDefinition('JSON'), never);

  await expect(registering).rejects.toThrow(SchemaRegistryError);
  await expect(registering).rejects.toThrow(`The schema registry ${registryArn(name)} cannot be asked`);
  await expect(registering).rejects.toThrow('EntityNotFoundException');
});

test('a registry that is away is named, and is asked again by the next one who needs it', async () => {
  const definition = userSchemaDefinition('JSON');
  const { find, register } = registryOf('away');
  await register(definition, never);
  const registered = await find(definition, never);

  await without(schemaRegistry, async () => {
    for (const ask of [find, register]) {
      const asking = ask(definition, never);
      await expect(asking).rejects.toThrow(SchemaRegistryError);
      await expect(asking).rejects.toThrow(
        `The schema registry ${registryArn(registry)} cannot be asked: ServiceUnavailableException`,
      );
    }
  });

  await expect(find(definition, never)).resolves.toEqual(registered);
});
