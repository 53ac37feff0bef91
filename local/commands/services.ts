import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runStages } from '../progress.ts';
import { allServices } from '../services/all-services.ts';
import type { Settings } from '../settings.ts';
import { Stack } from '../stack.ts';
import { bringUp, installStage, linkAwslocal, startStage } from './bring-up.ts';

/** Everything but the poller, which would take the mappings that tests make for pollers of their own. */
const startable = allServices.filter(({ name }) => name !== 'event-source-mapping');

export const startableServices: readonly string[] = startable.map(({ name }) => name);

/** @param names which of `startableServices`; none: all. */
export async function startServices(
  settings: Settings,
  names: readonly string[],
  { json }: { json?: boolean },
): Promise<void> {
  const stack = new Stack(settings);
  const services = startable.filter(({ name }) => names.length === 0 || names.includes(name));
  await bringUp(stack, services, async (signal) => {
    const stages = [installStage(stack, services), startStage(stack, services, signal)];
    await runStages(stages, json ? process.stderr : process.stdout);
    linkAwslocal(stack);
    const text = `${JSON.stringify(stack.connections(services), null, 2)}\n`;
    // Holds the passwords of the stores.
    writeFileSync(join(settings.stateDir, 'connections.json'), text, { mode: 0o600 });
    if (json) process.stdout.write(text);
  });
}
