import { EntityNotFoundException, InvalidInputException } from '@aws-sdk/client-glue';
import {
  SchemaNotRegisteredError,
  SchemaRefusedError,
  SchemaRegistryError,
} from '../../../../../lambdas/core/errors.ts';
import { findInGlue } from '../../../../../lambdas/core/schema-registry/find-in-glue.ts';
import { type GluePort, glueClient } from '../../../../../lambdas/core/schema-registry/glue.ts';
import { registerInGlue } from '../../../../../lambdas/core/schema-registry/register-in-glue.ts';
import type { Patience } from '../../../../../lambdas/core/schema-registry/schema-registry.ts';
import { userSchemaDefinition } from '../../../../../lambdas/core/user-schema.ts';
import { answer, answeringServer, silence } from '../../fetch-users/answering-server.ts';

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

describe('the client', () => {
  const impatient = { timeoutMs: 300, retries: 2, firstRetryMs: 1, maxRetryMs: 2 };
  const busy = answer(503, JSON.stringify({ __type: 'ServiceUnavailableException', message: 'busy' }));
  const known = answer(200, JSON.stringify({ SchemaVersionId: id, Status: 'AVAILABLE' }));

  /** Looks the schema up at the address, as a function does that is told it by its environment. */
  const find = (AWS_ENDPOINT_URL: string, patience: Patience = impatient) => {
    const credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
    Object.assign(process.env, { AWS_REGION: 'eu-west-1', AWS_ENDPOINT_URL, ...credentials });
    return findInGlue(place, glueClient(patience))(definition, never);
  };

  test('asks a Glue that is busy again', async () => {
    await using server = await answeringServer(busy, busy, known);

    await expect(find(server.url)).resolves.toMatchObject({ id });

    expect(server.requests).toHaveLength(3);
  });

  test.each([
    ['stays busy', busy, 'ServiceUnavailableException: busy'],
    ['never answers', silence, 'TimeoutError'],
  ])('gives up a Glue that %s, by name', async (_, given, problem) => {
    await using server = await answeringServer(given);

    await expect(find(server.url)).rejects.toThrow(`The schema registry ${uri} cannot be asked: ${problem}`);

    expect(server.requests).toHaveLength(3);
  });

  test('waits twice as long each time, up to the longest wait', async () => {
    await using server = await answeringServer(busy, busy, busy, known);

    await find(server.url, { ...impatient, retries: 3, firstRetryMs: 100, maxRetryMs: 250 });

    const waits = server.requests.slice(1).map(({ atMs }, index) => atMs - (server.requests[index]?.atMs ?? 0));
    for (const [index, leastMs] of [100, 200, 250].entries()) expect(waits[index]).toBeGreaterThan(leastMs - 2);
  });
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
