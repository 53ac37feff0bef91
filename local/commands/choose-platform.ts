import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { outsideContainers } from '../compose/container-stack.ts';
import type { Settings } from '../settings.ts';
import { StartError } from '../start-error.ts';
import { containerPlatform } from './container-platform.ts';
import type { Platform } from './platform.ts';
import { processPlatform } from './process-platform.ts';

type Kind = 'processes' | 'containers';

const platforms: Readonly<Record<Kind, (settings: Settings) => Platform>> = {
  processes: processPlatform,
  containers: containerPlatform,
};

/** On which the stack was last started. */
export function currentPlatform(settings: Settings): Platform {
  return platforms[currentKind(settings)](settings);
}

/** The one on which the stack is to be started. @throws StartError while it runs on the other one */
export async function startablePlatform(settings: Settings, kind: Kind): Promise<Platform> {
  if (kind === 'containers' && settings.emulatorEndpoint !== undefined) {
    throw new StartError('EMULATOR_ENDPOINT stands in for LocalStack without Docker only: leave out one of the two.');
  }
  const current = currentKind(settings);
  if (current !== kind && existsSync(kindFile(settings))) {
    // A Docker that does not answer runs nothing.
    const services = await platforms[current](settings)
      .status()
      .catch(() => []);
    const running = services.filter(({ state }) => state !== 'stopped');
    if (running.length > 0) {
      const where = current === 'containers' ? 'in Docker' : 'without Docker';
      throw new StartError(`The stack runs ${where} (${running.map(({ name }) => name).join(', ')}): npm stop first.`);
    }
  }
  const platform = platforms[kind](settings);
  const bringUp: Platform['bringUp'] = (work) =>
    platform.bringUp((signal) => {
      writeFileSync(kindFile(settings), kind);
      return work(signal);
    });
  return { ...platform, bringUp };
}

/** All on which something of the stack may be left; the processes are always among them. */
export function usedPlatforms(settings: Settings): Platform[] {
  const containers = existsSync(outsideContainers(settings).stateDir) || currentKind(settings) === 'containers';
  return [processPlatform(settings), ...(containers ? [containerPlatform(settings)] : [])];
}

function currentKind(settings: Settings): Kind {
  const file = kindFile(settings);
  return existsSync(file) && readFileSync(file, 'utf8') === 'containers' ? 'containers' : 'processes';
}

function kindFile({ stateDir }: Settings): string {
  return join(stateDir, 'platform');
}
