import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { awsEndpoint } from '../deployment/aws-clients.ts';
import { runStages } from '../progress.ts';
import { ownServices, pipelineServices } from '../services/all-services.ts';
import type { Service } from '../services/service.ts';
import type { Settings } from '../settings.ts';
import { Stack } from '../stack.ts';
import { StartError } from '../start-error.ts';
import { bringUp, installStage, linkAwslocal, startStage } from './bring-up.ts';

/** The poller would take the mappings that tests make for pollers of their own. */
const isStartable = ({ name }: Service) => name !== 'event-source-mapping';
const startable = pipelineServices.filter(isStartable);
/** The console shows the pipeline, which is not there: it is started only by its name. */
const startedUnnamed = startable.filter(({ name }) => name !== 'console');

export const startableServices: readonly string[] = startable.map(({ name }) => name);

/** @param names which of `startableServices`; none: all of them but the console. */
export async function startServices(
  settings: Settings,
  names: readonly string[],
  { json }: { json?: boolean },
): Promise<void> {
  const stack = new Stack(settings);
  const asked = names.length === 0 ? startedUnnamed : startable.filter(({ name }) => names.includes(name));
  const services = ownServices(asked, settings);
  if (names.length > 0 && services.length < asked.length) {
    throw new StartError('EMULATOR_ENDPOINT stands in for LocalStack. Unset it, or leave localstack out.');
  }
  await bringUp(stack, services, async (signal) => {
    const stages = [await installStage(stack, services), startStage(stack, services, signal)];
    await runStages(stages, json ? process.stderr : process.stdout);
    linkAwslocal(stack);
    const running = ownServices(startable, settings).filter((service) => stack.daemon(service).pid() !== undefined);
    const text = `${JSON.stringify(stack.connections(running), null, 2)}\n`;
    const file = join(settings.stateDir, 'connections.json');
    // Holds the passwords of the stores.
    writeFileSync(file, text, { mode: 0o600 });
    process.stdout.write(json ? text : whatNext(file, awsEndpoint(settings)));
  });
}

function whatNext(file: string, endpoint: string): string {
  return `
They run until npm stop. Addresses and logins: ${relative(process.cwd(), file)}
For npx awslocal and cdklocal: export AWS_ENDPOINT_URL=${endpoint} AWS_ENDPOINT_URL_S3=${endpoint}
`;
}
