import { EntityNotFoundException, InvalidInputException } from '@aws-sdk/client-glue';
import {
  SchemaNotRegisteredError,
  SchemaRefusedError,
  SchemaRegistryError,
} from '../../../../../lambdas/core/errors.ts';
import { findInGlue } from '../../../../../lambdas/core/schema-registry/find-in-glue.ts';
import type { GluePort } from '../../../../../lambdas/core/schema-registry/glue.ts';
import { registerInGlue } from '../../../../../lambdas/core/schema-registry/register-in-glue.ts';
import { userSchemaDefinition } from '../../../../../lambdas/core/user-schema.ts';

const uri = 'arn:aws:glue:eu-west-1:123456789012:registry/users-pipeline';
const place = { uri, topic: 'users_created' };
const definition = userSchemaDefinition('JSON');
const never = new AbortController().signal;
const SchemaId = { RegistryName: 'users-pipeline', SchemaName: 'users_created' };
const id = '0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d';
const missing = new EntityNotFoundException({ message: 'no such schema', $metadata: {} });

/** A client that gives these answers in turn, or throws those that are errors; and what it was asked. */
function fakeGlue(...answers: readonly object[]) {
  const asked: [string, object][] = [];
  const send = async (command: { input: object; constructor: { name: string } }) => {
    const answer = answers[asked.length];
    asked.push([command.constructor.name, command.input]);
    if (answer instanceof Error || answer === undefined) throw answer ?? new Error('asked too often');
    return answer;
  };
  return { asked, client: { send } as unknown as GluePort };
}

test('a schema is looked up under the topic’s name, and framed with its version’s UUID', async () => {
  const { asked, client } = fakeGlue({ SchemaVersionId: id, Status: 'AVAILABLE' });

  const found = await findInGlue(place, client)(definition, never);

  expect(found.id).toBe(id);
  expect(found.frame.toString('hex')).toBe('03000a1b2c3d4e5f4a6b8c7d9e0f1a2b3c4d');
  expect(asked).toEqual([['GetSchemaByDefinitionCommand', { SchemaId, SchemaDefinition: definition.text }]]);
});

test.each([
  ['one that Glue does not have', missing],
  ['one that Glue refused', { SchemaVersionId: id, Status: 'FAILURE' }],
])('%s is not registered', async (_, answer) => {
  const finding = findInGlue(place, fakeGlue(answer).client)(definition, never);

  await expect(finding).rejects.toThrow(SchemaNotRegisteredError);
  await expect(finding).rejects.toThrow(`is not registered in ${uri}. Deploy the stack`);
});

test('a Glue that cannot be asked is named', async () => {
  const finding = findInGlue(place, fakeGlue(new Error('ENOTFOUND')).client)(definition, never);

  await expect(finding).rejects.toThrow(SchemaRegistryError);
  await expect(finding).rejects.toThrow(`The schema registry ${uri} cannot be asked: Error: ENOTFOUND`);
});

test('the first schema is created, for compatible ones after it', async () => {
  const { asked, client } = fakeGlue(missing, { LatestSchemaVersion: 1, SchemaVersionStatus: 'AVAILABLE' });

  await expect(registerInGlue(place, client)(definition, never)).resolves.toBe(1);

  expect(asked.at(-1)).toEqual([
    'CreateSchemaCommand',
    {
      RegistryId: { RegistryName: 'users-pipeline' },
      SchemaName: 'users_created',
      DataFormat: 'JSON',
      Compatibility: 'BACKWARD',
      SchemaDefinition: definition.text,
    },
  ]);
});

test('a later one is a version, which is waited for until Glue has checked it', async () => {
  const { asked, client } = fakeGlue(
    { SchemaVersionId: id, VersionNumber: 2, Status: 'PENDING' },
    { SchemaVersionId: id, Status: 'PENDING' },
    { SchemaVersionId: id, Status: 'AVAILABLE' },
  );

  await expect(registerInGlue(place, client)(definition, never)).resolves.toBe(2);

  expect(asked.map(([command]) => command)).toEqual([
    'RegisterSchemaVersionCommand',
    'GetSchemaByDefinitionCommand',
    'GetSchemaByDefinitionCommand',
  ]);
});

test('a version that fails the check is refused by name', async () => {
  const { client } = fakeGlue({ VersionNumber: 2, Status: 'PENDING' }, { Status: 'FAILURE' });

  const registering = registerInGlue(place, client)(definition, never);

  await expect(registering).rejects.toThrow(SchemaRefusedError);
  await expect(registering).rejects.toThrow(
    'The schema of users_created cannot be changed so: AWS Glue gives version 2 the status FAILURE',
  );
});

test('what Glue does not take as a schema is refused with Glue’s own reason', async () => {
  const invalid = new InvalidInputException({ message: 'Schema definition is not AVRO', $metadata: {} });

  const registering = registerInGlue(place, fakeGlue(invalid).client)(definition, never);

  await expect(registering).rejects.toThrow(SchemaRefusedError);
  await expect(registering).rejects.toThrow('cannot be changed so: Schema definition is not AVRO. Keep it');
});
