import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { awaitStored } from '../../local/deployment/await-stored.ts';
import { awsClientOptions, awsEnvironment } from '../../local/deployment/aws-clients.ts';
import { deployArguments, stackName } from '../../local/deployment/deploy.ts';
import { topic } from '../../local/deployment/kafka-admin.ts';
import { eventSourceMapping } from '../../local/services/event-source-mapping/event-source-mapping-service.ts';
import { schemaRegistry } from '../../local/services/schema-registry/schema-registry.ts';
import { Stack } from '../../local/stack.ts';
import { runProgram } from '../support/command.ts';
import { codeHash, invokeFetch, lambda, missingIds, settings, startPipeline } from '../support/deployed-pipeline.ts';
import { connections, projectDir } from '../support/stack.ts';

const minutes = 60_000;
const stack = new Stack(settings);
const cloudFormation = new CloudFormationClient(awsClientOptions(settings));
/** A copy of the app, whose users can be changed. */
const app = mkdtempSync(join(tmpdir(), 'users-pipeline-app-'));
const userFile = join(app, 'lambdas', 'core', 'user.ts');
const original = readFileSync(join(projectDir, 'lambdas', 'core', 'user.ts'), 'utf8');
const lastField = '  picture: text,\n';

beforeAll(async () => {
  for (const name of ['cdk', 'lambdas', 'cdk.json', 'package.json', 'package-lock.json', 'tsconfig.json'])
    cpSync(join(projectDir, name), join(app, name), { recursive: true });
  symlinkSync(join(projectDir, 'node_modules'), join(app, 'node_modules'));
  await startPipeline(10, '2026-06-01');
}, 10 * minutes);

afterAll(async () => {
  rmSync(app, { recursive: true, force: true });
  // The functions as they are in this project again, which take no notice of the version that was added.
  await startPipeline(10, '2026-06-01');
  for (const client of [lambda, cloudFormation]) client.destroy();
  await stack.stop(eventSourceMapping);
}, 10 * minutes);

/** Deploys the copy with one more field of users. @returns how cdklocal ended, and all that it wrote */
async function deployWith(field: string): Promise<{ code: number | null; output: string }> {
  expect(original).toContain(lastField);
  writeFileSync(userFile, original.replace(lastField, `${lastField}  ${field},\n`));
  const args = deployArguments(settings);
  const { code, stdout, stderr } = await runProgram('cdklocal', args, awsEnvironment(settings), app);
  return { code, output: stdout + stderr };
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
    await expectWorking('2026-06-02');
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
    await expectWorking('2026-06-03');
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
    await expectWorking('2026-06-04');
  },
  10 * minutes,
);
