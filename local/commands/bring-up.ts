import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { requireEmulator } from '../emulator.ts';
import { isInstalled, partDirectory } from '../install/part.ts';
import { programIn } from '../install/python-environment.ts';
import { findProgram, java, maven, python } from '../install/requirements.ts';
import { makeDirectoriesPrivate } from '../private-directories.ts';
import { withLock } from '../processes/lock.ts';
import type { Stage } from '../progress.ts';
import { virtualEnvironment } from '../services/localstack/localstack-parts.ts';
import type { Service } from '../services/service.ts';
import { rememberPorts, type Stack } from '../stack.ts';
import { interruptible } from './interruption.ts';

/**
 * The way every command that starts services goes: one at a time, emulator and ports looked at first, and what was
 * started here stopped again when it is interrupted.
 */
export async function bringUp(
  stack: Stack,
  services: readonly Service[],
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const { stateDir } = stack.settings;
  await withLock(join(stateDir, 'start.lock'), { waitMs: 0, doing: `starting the stack in ${stateDir}` }, async () => {
    await requireEmulator(stack.settings);
    await stack.requireFreePorts(services);
    makeDirectoriesPrivate(stack.settings);
    rememberPorts(stack.settings);
    const before = new Set(services.filter((service) => stack.daemon(service).pid() !== undefined));
    const started = () => services.filter((service) => !before.has(service));
    await interruptible(work, async () => {
      await Promise.all(started().map((service) => stack.stop(service)));
    });
  });
}

/** Installs what is missing: the requirements are looked at first, all of them, before anything long begins. */
export async function installStage(stack: Stack, services: readonly Service[]): Promise<Stage> {
  const missing = await Promise.all(services.map((service) => stack.missingParts(service)));
  const incomplete = services.filter((_, index) => missing[index]?.length);
  return {
    title: 'install',
    steps: [
      {
        title: 'Looking at what this machine has',
        async run() {
          const found = await Promise.all([python, java, maven].map((requirement) => findProgram(requirement)));
          return found.map(({ path, version }) => `${path} ${version}`).join(', ');
        },
      },
      ...incomplete.map((service) => ({
        title: `Installing ${service.name}`,
        async run(report: (line: string) => void) {
          await stack.install(service, report);
          return undefined;
        },
      })),
    ],
  };
}

export function startStage(stack: Stack, services: readonly Service[], signal: AbortSignal): Stage {
  return {
    title: 'start',
    steps: services.map((service) => ({
      title: `Starting ${service.name}`,
      async run() {
        const outcome = await stack.start(service, signal);
        if (outcome === 'running') return 'was running';
        return outcome === 'restarted' ? 'running (restarted: it had changed)' : 'running';
      },
    })),
  };
}

/** Makes `npx awslocal` work, which comes with LocalStack: it is a Python program, which npm cannot bring. */
export function linkAwslocal({ settings }: Stack): void {
  if (!isInstalled(virtualEnvironment, settings.cacheDir)) return;
  const directory = dirname(programIn(partDirectory(virtualEnvironment, settings.cacheDir), 'awslocal'));
  const link = join(settings.projectDir, 'node_modules', '.bin', 'awslocal');
  // It would say at each call, in twelve lines, that it has a successor; and it runs the first aws on the path, whose
  // second version reads payloads in another way than the one that came with it.
  const script = `#!/bin/sh
export DISABLE_DEPRECATION_NOTICE=1 PATH='${directory}':"$PATH"
exec awslocal "$@"
`;
  rmSync(link, { force: true });
  writeFileSync(link, script, { mode: 0o755 });
}
