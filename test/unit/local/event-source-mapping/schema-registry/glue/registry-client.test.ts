import { once } from 'node:events';
import {
  type GlueApi,
  registryClient,
} from '../../../../../../local/event-source-mapping/schema-registry/glue/registry-client.ts';
import { SchemaRegistryProblem } from '../../../../../../local/event-source-mapping/schema-registry/schema-problem.ts';

const registryArn = 'arn:aws:glue:us-east-1:000000000000:registry/people';

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

/** A client whose Glue answers every question so. */
function clientOf(answer: GlueApi['getSchemaVersion'] & GlueApi['getRegistry'], timeoutMs = 60_000) {
  return registryClient({ getRegistry: answer, getSchemaVersion: answer }, { registryArn, timeoutMs });
}

/** Answers only when it is told to stop. */
const silent = async (_: object, { abortSignal }: { abortSignal: AbortSignal }): Promise<never> => {
  if (!abortSignal.aborted) await once(abortSignal, 'abort');
  throw named('AbortError', 'Request aborted');
};

test('the registry is asked for by its ARN, and a version by its UUID', async () => {
  const inputs: object[] = [];
  const { getRegistry, getSchemaVersion } = clientOf(async (input) => {
    inputs.push(input);
    return { Status: 'AVAILABLE' };
  });

  await expect(getRegistry()).resolves.toEqual({ Status: 'AVAILABLE' });
  await expect(getSchemaVersion('uuid')).resolves.toEqual({ Status: 'AVAILABLE' });
  expect(inputs).toEqual([{ RegistryId: { RegistryArn: registryArn } }, { SchemaVersionId: 'uuid' }]);
});

test('what Glue does not have is undefined', async () => {
  const client = clientOf(() => Promise.reject(named('EntityNotFoundException', 'Schema version is not found.')));

  await expect(client.getRegistry()).resolves.toBeUndefined();
  await expect(client.getSchemaVersion('uuid')).resolves.toBeUndefined();
});

test.each(['ThrottlingException', 'InternalServiceException', 'AccessDeniedException'])(
  'a question that ends with %s is a problem of the registry, with what Glue says',
  async (name) => {
    const cause = named(name, 'not now');

    await expect(clientOf(() => Promise.reject(cause)).getSchemaVersion('uuid')).rejects.toMatchObject({
      name: 'SchemaRegistryProblem',
      message: `The schema registry ${registryArn} cannot be asked: ${name}: not now`,
      cause,
    });
  },
);

test('a question that takes too long is a problem of the registry', async () => {
  await expect(clientOf(silent, 1).getSchemaVersion('uuid')).rejects.toMatchObject({
    name: 'SchemaRegistryProblem',
    message: `The schema registry ${registryArn} cannot be asked: it does not answer in time`,
  });
});

test('what is being asked rejects when the client is closed, and so does what is asked later', async () => {
  const { getSchemaVersion, getRegistry, close } = clientOf(silent);
  const asked = expect(getSchemaVersion('uuid')).rejects.toThrow(SchemaRegistryProblem);

  close();

  await asked;
  await expect(getRegistry()).rejects.toThrow('cannot be asked: AbortError: Request aborted');
});
