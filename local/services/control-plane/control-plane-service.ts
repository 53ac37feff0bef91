import { join } from 'node:path';
import { StateFile, stateFileOf } from '../../control-plane/state-file.ts';
import { type Settings, stackEnvironment } from '../../settings.ts';
import { hostOf } from '../hosts.ts';
import { requireAnswer } from '../http-health.ts';
import { nodeProgram } from '../node-program.ts';
import { programs } from '../postgres/programs.ts';
import { loopback, type Service } from '../service.ts';

/** The APIs of MSK, Keyspaces, RDS and Glue's schema registry, which LocalStack forwards here. */
export const controlPlane: Service = {
  name: 'control-plane',
  parts: [programs],
  ports: ['controlPlane'],
  startTimeoutMs: 60_000,
  stopTimeoutMs: 30_000,

  async command({ settings }) {
    const file = join(settings.projectDir, 'local', 'control-plane', 'cli.ts');
    return nodeProgram(settings.projectDir, file, [], stackEnvironment(settings));
  },

  ready: ({ settings }) => requireAnswer(`${controlPlaneUrl(settings)}/health`),

  connection: ({ settings }) => ({
    health: `${controlPlaneUrl(settings)}/health`,
    databases: databaseAddresses(settings),
  }),
};

export function controlPlaneUrl(settings: Pick<Settings, 'ports' | 'containers'>): string {
  return `http://${hostOf('control-plane', settings)}:${settings.ports.controlPlane}`;
}

/** host:port of each DB instance that was made. */
function databaseAddresses({ stateDir }: Settings): string[] {
  const instances = new StateFile<{ readonly port: number }>(stateFileOf(stateDir, 'rds-instances'));
  return instances.all().map(({ port }) => `${loopback}:${port}`);
}
