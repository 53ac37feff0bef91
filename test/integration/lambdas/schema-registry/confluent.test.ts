import { SchemaNotRegisteredError, SchemaRefusedError } from '../../../../lambdas/core/errors.ts';
import { findInConfluent, registerInConfluent } from '../../../../lambdas/core/schema-registry/confluent.ts';
import { userSchemaDefinition } from '../../../../lambdas/core/user-schema.ts';
import { readFrame } from '../../../../local/event-source-mapping/schema-registry/confluent/wire-format.ts';
import { type OwnSchemaRegistry, startSchemaRegistry } from '../../../support/schemas/own-schema-registry.ts';
import { registryTests } from '../../../support/schemas/registry-tests.ts';
import { withField } from '../../../support/schemas/user-schemas.ts';

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

registryTests({ of: registryOf, id: /^\d+$/, readFrame });

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
