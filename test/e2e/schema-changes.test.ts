import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { awaitStored } from '../../local/deployment/await-stored.ts';
import { awsClientOptions } from '../../local/deployment/aws-clients.ts';
import { deployArguments, stackName } from '../../local/deployment/deploy.ts';
import { topic } from '../../local/deployment/kafka-admin.ts';
import { schemaRegistry } from '../../local/services/schema-registry/schema-registry.ts';
import { Stack } from '../../local/stack.ts';
import { copyApp } from '../support/pipeline/app-copy.ts';
import {
  codeHash,
  invokeFetch,
  lambda,
  missingIds,
  settings,
  startPipeline,
} from '../support/pipeline/deployed-pipeline.ts';
import { connections } from '../support/stack/stack.ts';

const minutes = 60_000;
const stack = new Stack(settings);
const cloudFormation = new CloudFormationClient(awsClientOptions(settings));
const app = copyApp();
const lastField = '  picture: text,\n';

beforeAll(() => startPipeline(10, '2026-07-22'), 10 * minutes);

afterAll(async () => {
  // The functions as they are in this project again, which take no notice of the version that was added.
  await startPipeline(10, '2026-07-22');
  for (const client of [lambda, cloudFormation]) client.destroy();
}, 10 * minutes);

/** Deploys the copy with one more field of users. */
function deployWith(field: string) {
  app.replace('lambdas/core/user.ts', lastField, `${lastField}  ${field},\n`);
  return app.deploy(deployArguments(settings), settings);
}

/** What a deployment that fails has to leave as it was. */
async function deployed() {
  const names = ['users-fetch', 'users-sink', 'users-migrate'];
  return { code: await Promise.all(names.map(codeHash)), versions: await schemaVersions() };
}

async function schemaVersions(): Promise<number[]> {
  const response = await fetch(`${connections()['schema-registry'].url}/subjects/${topic}-value/versions`);
  return (await response.json()) as number[];
}

async function stackStatus(): Promise<string | undefined> {
  const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stackName }));
  return Stacks?.[0]?.StackStatus;
}

/** That the pipeline does its work: the users of a date come into both stores. */
async function expectWorking(date: string): Promise<void> {
  await expect(invokeFetch({ date, users: 50 })).resolves.toMatchObject({ failed: false, answer: { published: 50 } });
  await awaitStored(settings, () => undefined, AbortSignal.timeout(2 * minutes));
  await expect(missingIds(date, 50)).resolves.toEqual({ cassandra: [], postgres: [] });
}

test(
  'a change that older records do not fit is refused by name, and everything goes on as it was',
  async () => {
    const before = await deployed();

    const { code, output } = await deployWith('nickname: text');

    expect({ code, output }).toMatchObject({
      code: 1,
      output: expect.stringContaining(`The schema of ${topic} cannot`),
    });
    expect(output).toContain('OBJECT_TYPE_REQUIRED_PROPERTIES_MEMBER_ADDED');
    expect(output).toContain('Keep it compatible (a new field must be optional), or publish to a new topic.');
    await expect(stackStatus()).resolves.toBe('UPDATE_ROLLBACK_COMPLETE');
    await expect(deployed()).resolves.toEqual(before);
    await expectWorking('2026-07-23');
  },
  10 * minutes,
);

test(
  'a registry that is away when the stack is deployed is named with its address',
  async () => {
    const before = await deployed();
    await stack.stop(schemaRegistry);

    const { code, output } = await deployWith('nickname: z.optional(text)');
    await stack.start(schemaRegistry);

    const problem = `The schema registry ${connections()['schema-registry'].url} cannot be reached`;
    expect({ code, output }).toMatchObject({ code: 1, output: expect.stringContaining(problem) });
    await expect(deployed()).resolves.toEqual(before);
    await expectWorking('2026-07-24');
  },
  15 * minutes,
);

test(
  'an optional field is the next version of the schema, with which the pipeline goes on',
  async () => {
    const before = await deployed();

    const { code, output } = await deployWith('nickname: z.optional(text)');

    expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
    await expect(schemaVersions()).resolves.toEqual([...before.versions, before.versions.length + 1]);
    expect((await deployed()).code).not.toEqual(before.code);
    await expectWorking('2026-07-25');
  },
  10 * minutes,
);
