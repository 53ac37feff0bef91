import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { fingerprint } from '../fingerprint.ts';
import { runInstaller } from '../install/run-installer.ts';
import { hostForFunctions } from '../services/hosts.ts';
import { schemaRegistryUrl } from '../services/schema-registry/schema-registry.ts';
import { loopback } from '../services/service.ts';
import type { Settings } from '../settings.ts';
import { account, awsClientOptions, awsEnvironment, region } from './aws-clients.ts';

export const stackName = 'users-pipeline';
/** What decides what is deployed, beside the addresses that it is given. */
const sources = ['cdk', 'lambdas', 'cdk.json', 'package-lock.json'];

type Report = (line: string) => void;

/**
 * Deploys the CDK app's local stage with cdklocal, unless just this is deployed already.
 * @returns what was done, for the progress line.
 */
export async function deploy(settings: Settings, report: Report): Promise<string> {
  const record = join(settings.stateDir, 'deployment.json');
  const wanted = fingerprint(
    settings.ports,
    sources.map((source) => join(settings.projectDir, source)),
  );
  const deployed = existsSync(record) ? (JSON.parse(readFileSync(record, 'utf8')) as Record<string, string>) : {};
  const version = await deployedVersion(settings);
  const isOurs = version !== undefined && deployed.version === version;
  if (isOurs && deployed.fingerprint === wanted) return 'unchanged';
  const toolkit = fingerprint({}, [join(settings.projectDir, 'package-lock.json')]);
  if (!isOurs || deployed.toolkit !== toolkit) {
    // Not from the project: there it would synthesise the app only to find out what it is told here.
    await cdklocal(settings, settings.stateDir, ['bootstrap', `aws://${account}/${region}`], report);
  }
  await cdklocal(settings, settings.projectDir, deployArguments(settings), report);
  const now = await deployedVersion(settings);
  writeFileSync(record, `${JSON.stringify({ fingerprint: wanted, version: now, toolkit }, null, 2)}\n`);
  return version ? 'updated' : 'deployed';
}

/** The services' addresses are those of this stack, wherever its ports are. */
export function deployArguments(settings: Settings): string[] {
  const { stateDir, ports } = settings;
  const apiUrl = `http://${hostForFunctions('random-user-api', settings)}:${ports.randomUserApi}/api/`;
  const keyspaces = `${hostForFunctions('cassandra', settings)}:${ports.keyspaces}`;
  return [
    ...['deploy', stackName, '--require-approval=never', '--progress=events', '--no-color'],
    // The rules for what goes to AWS take three seconds of whoever waits for an edit; cdk synth and its tests hold to them.
    '--no-validation',
    `--context=stage=${settings.containers === undefined ? 'local' : 'docker'}`,
    ...['--output', join(stateDir, 'cdk.out'), `--parameters=RandomUserApiUrl=${apiUrl}`],
    `--parameters=KeyspacesEndpoint=${keyspaces}`,
    `--parameters=AlarmPages=http://${loopback}:${ports.console}/alarms/`,
    `--parameters=SchemaRegistryUrl=${schemaRegistryUrl(settings, hostForFunctions('schema-registry', settings))}`,
  ];
}

/** @param app the folder of the CDK app @throws StartError with what cdklocal wrote when it fails */
export async function cdklocal(
  settings: Settings,
  app: string,
  args: readonly string[],
  report: Report,
): Promise<void> {
  await runInstaller(join(settings.projectDir, 'node_modules', '.bin', 'cdklocal'), args, {
    cwd: app,
    env: awsEnvironment(settings),
    timeoutMs: 600_000,
    remedy: settings.emulatorEndpoint ? 'See the log of the emulator.' : 'See npm run logs -- localstack.',
    report,
  });
}

/**
 * Tells one deployment in one LocalStack from all others, also from those that somebody makes by hand; LocalStack forgets
 * its stacks when it ends. A stack's LastUpdatedTime is always that of its creation there.
 */
async function deployedVersion(settings: Settings): Promise<string | undefined> {
  const client = new CloudFormationClient(awsClientOptions(settings));
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
    const { StackId, StackStatus, ChangeSetId } = Stacks?.[0] ?? {};
    if (!StackStatus?.endsWith('_COMPLETE') || StackStatus.includes('ROLLBACK')) return undefined;
    return [StackId, ChangeSetId].join(' ');
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
    throw error;
  } finally {
    client.destroy();
  }
}
