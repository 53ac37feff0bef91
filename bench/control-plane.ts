import { appendFileSync, cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeClusterV2Command, KafkaClient, ListClustersV2Command } from '@aws-sdk/client-kafka';
import { GetTableCommand, KeyspacesClient } from '@aws-sdk/client-keyspaces';
import { DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import { awsClientOptions } from '../local/deployment/aws-clients.ts';
import { cdklocal, deployArguments, stackName } from '../local/deployment/deploy.ts';
import type { BenchStack } from './bench-stack.ts';
import { type Report, type Series, secondsOf } from './report.ts';

const sources = ['cdk', 'lambdas', 'cdk.json', 'package.json', 'package-lock.json', 'tsconfig.json'];
const calls = 200;

/**
 * How long somebody waits who works on the stack: for its deployment from nothing on services that run already, for one
 * that changes a function's code, for its end, and for single calls.
 */
export async function benchControlPlane(stack: BenchStack, rounds: number): Promise<Report> {
  await stack.startAnew(1000);
  const series = [...(await stackSeries(stack, rounds)), ...(await callSeries(stack))];
  return { bench: 'control-plane', series, ratios: [], figures: {} };
}

async function stackSeries(stack: BenchStack, rounds: number): Promise<Series[]> {
  const { settings, report } = stack;
  const app = copyApp(stack);
  const run = (args: string[]) => secondsOf(() => cdklocal(settings, app, args, () => undefined));
  const destroy: number[] = [];
  const deploy: number[] = [];
  const update: number[] = [];
  for (let number = 1; number <= rounds; number += 1) {
    destroy.push(await run(['destroy', stackName, '--force', '--context=stage=local']));
    deploy.push(await run(deployArguments(settings)));
    appendFileSync(join(app, 'lambdas', 'fetch-users', 'handler.ts'), `\nconsole.info('round ${number}');\n`);
    update.push(await run(deployArguments(settings)));
    report(`round ${number}: deploy ${deploy.at(-1)} s, update ${update.at(-1)} s, destroy ${destroy.at(-1)} s`);
  }
  return [
    { name: 'deploy of the whole stack', unit: 's', values: deploy },
    { name: 'update that changes a function', unit: 's', values: update },
    { name: 'destroy', unit: 's', values: destroy },
  ];
}

/** The CDK app by itself, where its code can be changed; packages are found above it. */
function copyApp({ settings }: BenchStack): string {
  const app = join(settings.stateDir, 'app');
  rmSync(app, { recursive: true, force: true });
  mkdirSync(app, { recursive: true });
  for (const source of sources) cpSync(join(settings.projectDir, source), join(app, source), { recursive: true });
  symlinkSync(join(settings.projectDir, 'node_modules'), join(app, 'node_modules'));
  return app;
}

async function callSeries({ settings }: BenchStack): Promise<Series[]> {
  const options = awsClientOptions(settings);
  const kafka = new KafkaClient(options);
  const keyspaces = new KeyspacesClient(options);
  const rds = new RDSClient(options);
  const { ClusterInfoList } = await kafka.send(new ListClustersV2Command({ ClusterNameFilter: stackName }));
  const ClusterArn = ClusterInfoList?.[0]?.ClusterArn;
  const table = { keyspaceName: 'spark_streams', tableName: 'created_users' };
  try {
    return [
      await callsOf('kafka DescribeClusterV2', () => kafka.send(new DescribeClusterV2Command({ ClusterArn }))),
      await callsOf('keyspaces GetTable', () => keyspaces.send(new GetTableCommand(table))),
      await callsOf('rds DescribeDBInstances', () => rds.send(new DescribeDBInstancesCommand({}))),
    ];
  } finally {
    for (const client of [kafka, keyspaces, rds]) client.destroy();
  }
}

/** One after the other, in milliseconds; the first one opens the connection. */
async function callsOf(name: string, call: () => Promise<unknown>): Promise<Series> {
  await call();
  const values: number[] = [];
  for (let number = 0; number < calls; number += 1) {
    const begun = performance.now();
    await call();
    values.push(performance.now() - begun);
  }
  return { name, unit: 'ms', values };
}
