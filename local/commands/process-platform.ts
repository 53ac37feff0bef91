import { existsSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { databasesDirectory } from '../control-plane/rds/server/directories.ts';
import { emulatorStatus } from '../emulator.ts';
import { ownServices, pipelineServices } from '../services/all-services.ts';
import type { Settings } from '../settings.ts';
import { Stack } from '../stack.ts';
import { bringUp, installStage, linkAwslocal, startStage } from './bring-up.ts';
import { logs } from './logs.ts';
import type { Platform } from './platform.ts';
import { stopAll } from './stop-all.ts';

/** The services as processes of this machine. */
export function processPlatform(settings: Settings): Platform {
  const stack = new Stack(settings);
  const services = ownServices(pipelineServices, settings);
  return {
    settings,
    bringUp: (work) => bringUp(stack, services, work),
    installStage: () => installStage(stack, services),
    startStage: (signal) => startStage(stack, services, signal),
    linkAwslocal: () => linkAwslocal(stack),
    connections: async () => stack.connections(services),

    async status() {
      const own = await Promise.all(services.map((service) => stack.status(service)));
      return [...(await emulatorStatus(settings)), ...own];
    },

    stop: (report) => stopAll(stack, report),

    async reset(report) {
      await stopAll(stack, report);
      for (const path of [...ownEntries(settings.stateDir), databasesDirectory(settings)]) {
        await rm(path, { recursive: true, force: true });
      }
      return `${settings.stateDir}: data, logs and credentials. Installed parts stay in ${settings.cacheDir}`;
    },

    logs: (service, options) => logs(settings, service, options),
  };
}

/** What is in the state directory, but for the stacks that have theirs below it, such as that of the tests. */
function ownEntries(stateDir: string): string[] {
  const entries = existsSync(stateDir) ? readdirSync(stateDir) : [];
  const isOther = (path: string) => ['pids', 'credentials.json', 'docker'].some((own) => existsSync(join(path, own)));
  return entries.map((entry) => join(stateDir, entry)).filter((path) => !isOther(path));
}
