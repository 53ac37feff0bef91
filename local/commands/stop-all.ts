import { stopLeftServers } from '../control-plane/rds/server/left-servers.ts';
import { pipelineServices } from '../services/all-services.ts';
import type { Stack } from '../stack.ts';

/** Stops what runs, the poller before what it uses. @returns the names of what was stopped. */
export async function stopAll(stack: Stack, report: (line: string) => void): Promise<string[]> {
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
  for (const name of await stopLeftServers(stack.settings.stateDir)) {
    stopped.push(name);
    report(`${name} stopped`);
  }
  return stopped;
}
