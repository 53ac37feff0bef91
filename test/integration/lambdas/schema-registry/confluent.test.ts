import { SchemaNotRegisteredError, SchemaRefusedError } from '../../../../lambdas/core/errors.ts';
import { findInConfluent, registerInConfluent } from '../../../../lambdas/core/schema-registry/confluent.ts';
import { userSchemaDefinition } from '../../../../lambdas/core/user-schema.ts';
import { readFrame } from '../../../../local/event-source-mapping/schema-registry/confluent/wire-format.ts';
import { type OwnSchemaRegistry, startSchemaRegistry } from '../../../support/own-schema-registry.ts';
import { withField } from '../../../support/user-schemas.ts';

const never = new AbortController().signal;
let registry: OwnSchemaRegistry;

// The first start on a machine downloads the registry.
beforeAll(async () => {
  registry = await startSchemaRegistry();
}, 600_000);

afterAll(() => registry.remove());

/** Of a topic of its own, whose name needs escapes in an address. */
function registryOf(topic: string) {
  const place = { uri: registry.url, topic: `${topic}/é` };
  return { find: findInConfluent(place), register: registerInConfluent(place) };
}

test.each(['JSON', 'AVRO'] as const)(
  'the %s schema is registered once, and found by those who write',
  async (format) => {
    const { find, register } = registryOf(`registered-${format}`);
    const definition = userSchemaDefinition(format);

    await expect(find(definition, never)).rejects.toThrow(SchemaNotRegisteredError);
    await expect(register(definition, never)).resolves.toBe(1);
    await expect(register(definition, never)).resolves.toBe(1);

    const { id, frame } = await find(definition, never);
    expect(readFrame(Buffer.concat([frame, Buffer.from('x')]))).toEqual({
      schemaId: id,
      payload: Buffer.from('x'),
    });
  },
);

test('an optional field is a new version, and the one before it stays', async () => {
  const { find, register } = registryOf('optional');
  await register(userSchemaDefinition('JSON'), never);
  const before = await find(userSchemaDefinition('JSON'), never);

  await expect(register(withField('optional'), never)).resolves.toBe(2);

  await expect(find(userSchemaDefinition('JSON'), never)).resolves.toEqual(before);
  expect((await find(withField('optional'), never)).id).not.toBe(before.id);
});

test('a required field is refused with the registry’s reason, and nothing is registered', async () => {
  const { find, register } = registryOf('required');
  await register(userSchemaDefinition('JSON'), never);

  const registering = register(withField('required'), never);

  await expect(registering).rejects.toThrow(SchemaRefusedError);
  await expect(registering).rejects.toThrow('REQUIRED_PROPERTIES_MEMBER_ADDED');
  await expect(find(withField('required'), never)).rejects.toThrow(SchemaNotRegisteredError);
});

test('another format for the same topic is refused', async () => {
  const { register } = registryOf('format');
  await register(userSchemaDefinition('JSON'), never);

  await expect(register(userSchemaDefinition('AVRO'), never)).rejects.toThrow(SchemaRefusedError);
});
