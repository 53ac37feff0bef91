import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  GetRegistryCommand,
  GetSchemaVersionCommand,
  GlueClient,
  ListSchemaVersionsCommand,
} from '@aws-sdk/client-glue';
import { awaitStored } from '../../local/deployment/await-stored.ts';
import { awsClientOptions } from '../../local/deployment/aws-clients.ts';
import { countDeadLetters } from '../../local/deployment/count-dead-letters.ts';
import { deployArguments, stackName } from '../../local/deployment/deploy.ts';
import { topic } from '../../local/deployment/kafka-admin.ts';
import { eventually } from '../support/eventually.ts';
import { copyApp } from '../support/pipeline/app-copy.ts';
import {
  codeHash,
  expectStored,
  invokeFetch,
  lambda,
  settings,
  startPipeline,
} from '../support/pipeline/deployed-pipeline.ts';

const minutes = 60_000;
const RegistryName = 'users-pipeline';
const cloudFormation = new CloudFormationClient(awsClientOptions(settings));
const glue = new GlueClient(awsClientOptions(settings));
const logs = new CloudWatchLogsClient(awsClientOptions(settings));
const app = copyApp();

beforeAll(() => startPipeline(10, '2026-08-01'), 10 * minutes);

afterAll(async () => {
  // As the other suites find it.
  await startPipeline(10, '2026-08-01');
  for (const client of [lambda, cloudFormation, glue, logs]) client.destroy();
}, 10 * minutes);

/** The local stage with the registry that the stage `aws` has. */
function deployWithGlue() {
  const registryOfLocal = /schemaRegistry: \{ kind: 'confluent', url: 'http:\/\/127[^}]*\}/;
  app.replace('cdk/stages.ts', registryOfLocal, "schemaRegistry: { kind: 'glue' }");
  return app.deploy(deployArguments(settings), settings);
}

async function versions() {
  const SchemaId = { RegistryName, SchemaName: topic };
  return (await glue.send(new ListSchemaVersionsCommand({ SchemaId }))).Schemas ?? [];
}

/** The names of the schemas of the records that the sink was handed since the time. */
async function schemaIdsOfSink(startTime: number): Promise<string[]> {
  const command = new FilterLogEventsCommand({ logGroupName: '/aws/lambda/users-sink', startTime });
  const { events = [] } = await logs.send(command);
  // LocalStack takes no notice of a filter's pattern.
  const batches = events.flatMap(({ message = '' }) => (message.includes('"batch written"') ? [message] : []));
  return [...new Set(batches.flatMap((line) => (JSON.parse(line) as { schemaIds: string[] }).schemaIds))];
}

/** That the pipeline does its work: all users of the date are in both stores, field by field. */
async function expectWorking(date: string, users: number): Promise<void> {
  const run = await invokeFetch({ date, users });
  await awaitStored(settings, () => undefined, AbortSignal.timeout(4 * minutes));
  expect(run).toMatchObject({ failed: false, answer: { fetched: users, published: users, rejected: 0 } });
  await expectStored(date, users);
  await expect(countDeadLetters(settings)).resolves.toBe(0);
}

test(
  'users whose schema is in Glue are in both stores, field by field, and the sink is told its version',
  async () => {
    const { code, output } = await deployWithGlue();
    expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
    const startedAt = Date.now();

    await expectWorking('2026-08-02', 5000);

    const [version, ...others] = await versions();
    expect(version).toMatchObject({ VersionNumber: 1, Status: 'AVAILABLE' });
    expect(others).toEqual([]);
    await eventually(async () => expect(await schemaIdsOfSink(startedAt)).toEqual([version?.SchemaVersionId]), minutes);
    expect(version?.SchemaVersionId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  },
  10 * minutes,
);

test(
  'a change that Glue refuses fails the deployment by name, and everything goes on as it was',
  async () => {
    const functions = ['users-fetch', 'users-sink', 'users-migrate'];
    const before = await Promise.all(functions.map(codeHash));
    const lastField = '  picture: text,\n';
    app.replace('lambdas/core/user.ts', lastField, `${lastField}  nickname: text,\n`);

    const { code, output } = await deployWithGlue();

    const refusal = `The schema of ${topic} cannot be changed so: AWS Glue gives version 2 the status FAILURE`;
    expect({ code, output }).toMatchObject({ code: 1, output: expect.stringContaining(refusal) });
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stackName }));
    expect(Stacks?.[0]?.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    await expect(Promise.all(functions.map(codeHash))).resolves.toEqual(before);
    await expectWorking('2026-08-03', 50);
  },
  10 * minutes,
);

test(
  'the stage with its own registry again takes Glue’s away, with the schema, and works',
  async () => {
    const [{ SchemaVersionId } = {}] = await versions();
    expect(SchemaVersionId).toBeDefined();

    await startPipeline(10, '2026-08-04');

    await expectStored('2026-08-04', 10);
    const gone = { name: 'EntityNotFoundException' };
    await expect(glue.send(new GetRegistryCommand({ RegistryId: { RegistryName } }))).rejects.toMatchObject(gone);
    await expect(glue.send(new GetSchemaVersionCommand({ SchemaVersionId }))).rejects.toMatchObject(gone);
  },
  10 * minutes,
);
