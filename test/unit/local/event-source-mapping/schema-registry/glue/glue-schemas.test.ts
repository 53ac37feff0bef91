import { glueSchemas } from '../../../../../../local/event-source-mapping/schema-registry/glue/glue-schemas.ts';
import { SchemaRegistryProblem } from '../../../../../../local/event-source-mapping/schema-registry/schema-problem.ts';

const registryArn = 'arn:aws:glue:us-east-1:000000000000:registry/people';
const version = {
  SchemaArn: 'arn:aws:glue:us-east-1:000000000000:schema/people/users',
  Status: 'AVAILABLE',
  DataFormat: 'AVRO',
  SchemaDefinition: '"int"',
};
const id = 'b7b4a7f0-9c96-4e4a-a687-fb5de9ef0c63';

/** What comes of a registry that answers so. */
function fetched(answer: object | undefined) {
  return glueSchemas(async () => answer, registryArn)(id);
}

test.each(['AVRO', 'PROTOBUF', 'JSON'])('a schema of %s comes with its name', async (dataFormat) => {
  await expect(fetched({ ...version, DataFormat: dataFormat })).resolves.toEqual({
    schema: { dataFormat, text: '"int"', references: [] },
    subjects: ['users'],
  });
});

test('the version of the record is asked for', async () => {
  const asked: string[] = [];
  const fetch = glueSchemas(async (one) => {
    asked.push(one);
    return version as object;
  }, registryArn);

  await fetch(id);

  expect(asked).toEqual([id]);
});

test.each([
  ['that Glue does not have', undefined, 'the registry does not have it. Register it, then send the record again'],
  [
    'of another registry',
    { ...version, SchemaArn: 'arn:aws:glue:us-east-1:000000000000:schema/people2/users' },
    `the registry ${registryArn} does not have it: it is of arn:aws:glue:us-east-1:000000000000:schema/people2/users.`,
  ],
  [
    'of the same registry elsewhere',
    { ...version, SchemaArn: 'arn:aws:glue:eu-west-1:000000000000:schema/people/users' },
    'it is of arn:aws:glue:eu-west-1:000000000000:schema/people/users.',
  ],
  [
    'of another registry that is not available',
    { ...version, SchemaArn: 'arn:aws:glue:us-east-1:000000000000:schema/other/users', Status: 'FAILURE' },
    'it is of arn',
  ],
])('a version %s is missing, and may come', async (_, answer, message) => {
  await expect(fetched(answer)).rejects.toMatchObject({
    name: 'UnusableSchema',
    reason: 'SCHEMA_NOT_FOUND',
    passing: true,
    message: expect.stringContaining(message),
  });
});

test.each([
  ['PENDING', true],
  ['FAILURE', false],
  ['DELETING', false],
])('a version that is %s cannot be used; that this may change: %j', async (Status, passing) => {
  await expect(fetched({ ...version, Status })).rejects.toMatchObject({
    name: 'UnusableSchema',
    reason: 'DESERIALIZATION_ERROR',
    passing,
    message: `the version of the schema ${version.SchemaArn} cannot be used: its status is ${Status}`,
  });
});

test('a format that nobody reads is no problem of the registry', async () => {
  const failure = await fetched({ ...version, DataFormat: 'XML' }).catch((error: unknown) => error);

  expect(failure).not.toBeInstanceOf(SchemaRegistryProblem);
  expect(failure).toMatchObject({ message: 'its data format XML is none of AVRO, PROTOBUF and JSON' });
});

test.each(Object.keys(version))('an answer without %s is a problem of the registry', async (field) => {
  await expect(fetched({ ...version, [field]: undefined })).rejects.toMatchObject({
    name: 'SchemaRegistryProblem',
    message: `The schema registry ${registryArn} answers with something else than a schema version.`,
    cause: expect.any(Error),
  });
});
