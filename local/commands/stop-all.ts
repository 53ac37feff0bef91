import { stopLeftServers } from '../control-plane/rds/server/left-servers.ts';
import { pipelineServices } from '../services/all-services.ts';
import type { Service, ServiceName } from '../services/service.ts';
import type { Stack } from '../stack.ts';

/** They ask all the others, without end. */
const askers: readonly ServiceName[] = ['event-source-mapping', 'console'];

/** Stops what runs, those that ask before what they use. @returns the names of what was stopped. */
export async function stopAll(stack: Stack, report: (line: string) => void): Promise<string[]> {
  const stopped: string[] = [];
  const stopOne = async (service: Service) => {
    if (!(await stack.stop(service))) return;
    stopped.push(service.name);
    report(`${service.name} stopped`);
  };
  const asks = ({ name }: Service) => askers.includes(name);
  const groups = [pipelineServices.filter(asks), pipelineServices.filter((service) => !asks(service))];
  for (const group of groups) await Promise.all(group.map(stopOne));
  for (const name of await stopLeftServers(stack.settings.stateDir)) {
    stopped.push(name);
    report(`${name} stopped`);
  }
  return stopped;
}
