import { join } from 'node:path';
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { KafkaClient, ListClustersV2Command } from '@aws-sdk/client-kafka';
import { KeyspacesClient, ListKeyspacesCommand } from '@aws-sdk/client-keyspaces';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DescribeDBInstancesCommand, DescribeDBProxiesCommand, RDSClient } from '@aws-sdk/client-rds';
import { openSources } from '../../local/console/sources/sources.ts';
import { awsClientOptions, awsEnvironment } from '../../local/deployment/aws-clients.ts';
import { deployArguments, stackName } from '../../local/deployment/deploy.ts';
import { readSettings } from '../../local/settings.ts';
import { runCommand, runProgram } from '../support/command.ts';
import { eventually } from '../support/eventually.ts';
import { forgetPublished } from '../support/pipeline/forget-published.ts';
import { projectDir, stackEnvironment } from '../support/stack/stack.ts';

const minutes = 60_000;
const settings = readSettings(stackEnvironment, projectDir);
const options = awsClientOptions(settings);
const kafka = new KafkaClient(options);
const keyspaces = new KeyspacesClient(options);
const rds = new RDSClient(options);
const ec2 = new EC2Client(options);
const lambda = new LambdaClient(options);

beforeAll(async () => {
  const { code, stderr } = await runCommand(['start', '--', '--users=10', '--date=2026-04-01']);
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
}, 10 * minutes);

afterAll(async () => {
  // They stay on the broker, and the stores and schemas that they belonged to are gone.
  await forgetPublished();
  for (const client of [kafka, keyspaces, rds, ec2, lambda]) client.destroy();
});

async function cdklocal(...args: string[]): Promise<void> {
  const { code, stderr } = await runProgram('cdklocal', args, awsEnvironment(settings));
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
}

/** The pipeline's own, by the APIs of the services. */
async function whatIsThere() {
  const own = (name: string | undefined) => name === 'users-pipeline' || name === 'spark_streams';
  const [clusters, spaces, instances, proxies, vpcs] = await Promise.all([
    kafka.send(new ListClustersV2Command({})),
    keyspaces.send(new ListKeyspacesCommand({})),
    rds.send(new DescribeDBInstancesCommand({})),
    rds.send(new DescribeDBProxiesCommand({})),
    ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: 'tag:project', Values: ['users-pipeline'] }] })),
  ]);
  return {
    clusters: clusters.ClusterInfoList?.map(({ ClusterName }) => ClusterName).filter(own),
    keyspaces: spaces.keyspaces?.map(({ keyspaceName }) => keyspaceName).filter(own),
    databases: instances.DBInstances?.map(({ DBInstanceIdentifier }) => DBInstanceIdentifier).filter(own),
    proxies: proxies.DBProxies?.map(({ DBProxyName }) => DBProxyName).filter(own),
    vpcs: vpcs.Vpcs?.length,
  };
}

test('a deployment makes cluster, keyspace, database, proxy and network', async () => {
  await expect(whatIsThere()).resolves.toEqual({
    clusters: ['users-pipeline'],
    keyspaces: ['spark_streams'],
    databases: ['users-pipeline'],
    proxies: ['users-pipeline'],
    vpcs: 1,
  });
});

test(
  'an update changes what the template changes',
  async () => {
    await cdklocal(...deployArguments(settings), '--parameters=UsersPerRun=7');

    const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'users-fetch' }));
    expect(Environment?.Variables).toMatchObject({ USERS_PER_RUN: '7' });
  },
  5 * minutes,
);

test(
  'cdklocal destroy leaves nothing of it, it can be deployed anew, and the console follows',
  async () => {
    const { postgres, cassandra, close } = openSources(settings);
    const readStores = async () => [
      (await postgres((pool) => pool.query('SELECT count(*)::int AS users FROM created_users'))).rows[0].users,
      (await cassandra((client) => client.execute('SELECT id FROM spark_streams.created_users LIMIT 1'))).rowLength,
    ];
    const [before] = await readStores();
    expect(before).toBeGreaterThanOrEqual(10);
    await cdklocal(
      'destroy',
      stackName,
      '--force',
      '--context=stage=local',
      '--output',
      join(settings.stateDir, 'out'),
    );

    const left = await whatIsThere();
    const away = await readStores().catch((error) => error);
    expect(away).toMatchObject({ status: 503, message: expect.stringContaining('PostgreSQL does not answer: ') });
    expect(left).toEqual({ clusters: [], keyspaces: [], databases: [], proxies: [], vpcs: 0 });
    const { code, stdout } = await runCommand(['start', '--', '--users=10', '--date=2026-04-02', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).rows).toEqual({ cassandra: 10, postgres: 10 });
    // The first question may find that the old ones are gone.
    await eventually(async () => expect(await readStores()).toEqual([10, 1]), minutes);
    await close();
  },
  10 * minutes,
);
