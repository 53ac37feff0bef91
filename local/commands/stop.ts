import { stopLeftServers } from '../control-plane/rds/server/left-servers.ts';
import { pipelineServices } from '../services/all-services.ts';
import type { Settings } from '../settings.ts';
import { Stack } from '../stack.ts';

export async function stop(settings: Settings, { json }: { json?: boolean }): Promise<void> {
  const stopped = await stopAll(settings, json ? () => {} : (line) => process.stdout.write(`${line}\n`));
  if (json) process.stdout.write(`${JSON.stringify({ stopped })}\n`);
  else if (stopped.length === 0) process.stdout.write('Nothing was running.\n');
}

/** Stops what runs, the poller before what it uses. @returns the names of what was stopped. */
export async function stopAll(settings: Settings, report: (line: string) => void): Promise<string[]> {
  const stack = new Stack(settings);
  const stopped: string[] = [];
  const stopOne = async (service: (typeof pipelineServices)[number]) => {
    if (!(await stack.stop(service))) return;
    stopped.push(service.name);
    report(`${service.name} stopped`);
  };
  const [pollers, others] = [true, false].map((poller) =>
    pipelineServices.filter(({ name }) => (name === 'event-source-mapping') === poller),
  );
  for (const group of [pollers, others]) await Promise.all((group ?? []).map(stopOne));
  for (const name of await stopLeftServers(settings.stateDir)) {
    stopped.push(name);
    report(`${name} stopped`);
  }
  return stopped;
}
