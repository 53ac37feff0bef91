import { openGlueRegistry } from '../../../../../../local/event-source-mapping/schema-registry/glue/open-glue-registry.ts';
import type { GlueApi } from '../../../../../../local/event-source-mapping/schema-registry/glue/registry-client.ts';

const SchemaRegistryURI = 'arn:aws:glue:us-east-1:000000000000:registry/people';

function glue(answers: Partial<GlueApi>) {
  const nothing = () => Promise.reject(new Error('this is not to be asked'));
  return async (): Promise<GlueApi> => ({ getRegistry: nothing, getSchemaVersion: nothing, ...answers });
}

function failing(name: string): GlueApi['getRegistry'] {
  return () => Promise.reject(Object.assign(new Error('no'), { name }));
}

const there = { getRegistry: async () => ({ Status: 'AVAILABLE' as const }) };

test('a registry that is there gives the schemas of its versions', async () => {
  const SchemaArn = 'arn:aws:glue:us-east-1:000000000000:schema/people/users';
  const answer = { SchemaArn, Status: 'AVAILABLE', DataFormat: 'AVRO', SchemaDefinition: '"int"' } as const;
  const { fetchSchema } = await openGlueRegistry(
    { SchemaRegistryURI },
    glue({ ...there, getSchemaVersion: async () => answer }),
  );

  await expect(fetchSchema('uuid')).resolves.toMatchObject({ subjects: ['users'] });
});

test.each(['arn:aws-cn:glue:cn-north-1:000000000000:registry/a', `${SchemaRegistryURI}.with_all-1`])(
  '%s is the ARN of a registry',
  async (SchemaRegistryURI) => {
    await expect(openGlueRegistry({ SchemaRegistryURI }, glue(there))).resolves.toBeDefined();
  },
);

test.each([
  'arn:aws:glue:us-east-1:000000000000:schema/people/users',
  'arn:aws:glue:us-east-1:0:registry/people',
  'arn:aws:kafka:us-east-1:000000000000:registry/people',
  'arn:aws:glue:us-east-1:000000000000:registry/',
  `${SchemaRegistryURI}/users`,
  `${SchemaRegistryURI}#1`,
  ` ${SchemaRegistryURI}`,
])('«%s» is refused by name', async (SchemaRegistryURI) => {
  await expect(openGlueRegistry({ SchemaRegistryURI }, glue(there))).rejects.toMatchObject({
    name: 'MappingProblem',
    reason: 'ESM_CONFIG_NOT_VALID',
    message: expect.stringContaining(`SchemaRegistryURI is «${SchemaRegistryURI}» and must be arn:aws:glue:<region>`),
  });
});

test('access to Glue cannot be configured', async () => {
  const AccessConfigs = [{ Type: 'BASIC_AUTH' as const, URI: 'arn:secret' }];

  await expect(openGlueRegistry({ SchemaRegistryURI, AccessConfigs }, glue(there))).rejects.toMatchObject({
    name: 'MappingProblem',
    reason: 'ESM_CONFIG_NOT_VALID',
    message: expect.stringContaining('AccessConfigs are not supported for a Glue schema registry'),
  });
});

test.each([
  ['that does not exist', failing('EntityNotFoundException'), `${SchemaRegistryURI} does not exist; create it`],
  ['that is being deleted', async () => ({ Status: 'DELETING' as const }), `${SchemaRegistryURI} does not exist`],
  ['that may not be read', failing('AccessDeniedException'), 'AccessDeniedException: no; see SchemaRegistryURI'],
  ['that Glue does not understand', failing('InvalidInputException'), 'allow glue:GetRegistry'],
])('a registry %s is a problem of the mapping', async (_, getRegistry, message) => {
  await expect(openGlueRegistry({ SchemaRegistryURI }, glue({ getRegistry }))).rejects.toMatchObject({
    name: 'MappingProblem',
    reason: 'ESM_CONFIG_NOT_VALID',
    message: expect.stringContaining(message),
  });
});

test('a problem of the mapping keeps what Glue said', async () => {
  const opened = openGlueRegistry({ SchemaRegistryURI }, glue({ getRegistry: failing('AccessDeniedException') }));

  await expect(opened).rejects.toMatchObject({ cause: { cause: { name: 'AccessDeniedException' } } });
});

test.each(['ThrottlingException', 'InternalFailure', 'TimeoutError'])(
  'a registry that is away (%s) keeps nothing from being opened',
  async (name) => {
    const { fetchSchema } = await openGlueRegistry({ SchemaRegistryURI }, glue({ getRegistry: failing(name) }));

    await expect(fetchSchema('uuid')).rejects.toMatchObject({ name: 'SchemaRegistryProblem' });
  },
);

test('nothing more is asked once the registry is closed', async () => {
  const signals: AbortSignal[] = [];
  const getSchemaVersion: GlueApi['getSchemaVersion'] = async (_, { abortSignal }) => {
    signals.push(abortSignal);
    return abortSignal.throwIfAborted() as never;
  };
  const { fetchSchema, close } = await openGlueRegistry({ SchemaRegistryURI }, glue({ ...there, getSchemaVersion }));

  close();

  await expect(fetchSchema('uuid')).rejects.toMatchObject({ name: 'SchemaRegistryProblem' });
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
});
