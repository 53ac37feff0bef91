import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ContainerStack, outsideContainers } from '../compose/container-stack.ts';
import { withLock } from '../processes/lock.ts';
import type { Settings } from '../settings.ts';
import { rememberPorts } from '../stack.ts';
import { StartError } from '../start-error.ts';
import { interruptible } from './interruption.ts';
import type { Platform } from './platform.ts';

/** The services in containers of docker-compose.yml. */
export function containerPlatform(ofProcesses: Settings): Platform {
  const settings = outsideContainers(ofProcesses);
  const stack = new ContainerStack(settings);
  const { project } = stack;
  return {
    settings,

    async bringUp(work) {
      await stack.requireDocker();
      const lock = join(ofProcesses.stateDir, 'start.lock');
      await withLock(lock, { waitMs: 0, doing: `starting the containers of ${project.name}` }, async () => {
        await project.requireOwn();
        await stack.requireFreePorts();
        rememberPorts(ofProcesses);
        const before = await stack.running();
        await interruptible(work, async () => {
          await stack.stopOnly([...(await stack.running())].filter((name) => !before.has(name)));
        });
      });
    },

    installStage: async () => stack.installStage(),
    startStage: (signal) => stack.startStage(signal),
    linkAwslocal: () => linkAwslocal(stack),
    connections: () => stack.connections(),
    status: () => stack.status(),
    stop: (report) => stack.stop(report),

    async reset() {
      await stack.delete();
      await rm(settings.stateDir, { recursive: true, force: true });
      return `the volumes of ${project.name} and ${settings.stateDir}. Images stay`;
    },

    async logs(service, { lines, follow }) {
      const options = ['--no-log-prefix', `--tail=${lines}`, ...(follow ? ['--follow'] : [])];
      const { file, args, env } = project.command('logs', ...options, service);
      const [code] = await once(spawn(file, args, { env, stdio: 'inherit' }), 'close');
      if (code !== 0) throw new StartError(`docker compose logs ${service} failed with exit code ${code}.`);
    },
  };
}

/** LocalStack's image has it: it works on the files of the folder that it is called in. */
function linkAwslocal({ settings, project }: ContainerStack): void {
  const link = join(settings.projectDir, 'node_modules', '.bin', 'awslocal');
  const endpoint = `http://localstack:${settings.ports.localstack}`;
  const script = `#!/bin/sh
exec docker run --rm --interactive --no-healthcheck --network '${project.name}' --user "$(id -u):$(id -g)" --volume "$PWD:$PWD" \\
  --workdir "$PWD" --env AWS_ENDPOINT_URL='${endpoint}' --env DISABLE_DEPRECATION_NOTICE=1 --entrypoint awslocal \\
  users-pipeline/localstack:4.14.0 "$@"
`;
  rmSync(link, { force: true });
  writeFileSync(link, script, { mode: 0o755 });
}
