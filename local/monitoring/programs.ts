import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Settings } from '../settings.ts';
import { StartError } from '../start-error.ts';

/** Prometheus itself, and promtool, which checks its configuration and rules. */
export interface Programs {
  readonly prometheus: string;
  readonly promtool: string;
}

/** Those of the machine, or those that install.sh has unpacked. @throws StartError saying how they come there */
export function findPrograms({ cacheDir }: Pick<Settings, 'cacheDir'>, env: NodeJS.ProcessEnv = process.env): Programs {
  const directories = [...(env.PATH ?? '').split(delimiter), join(cacheDir, 'prometheus', 'usr', 'bin')];
  const found = directories
    .map((directory) => ({ prometheus: join(directory, 'prometheus'), promtool: join(directory, 'promtool') }))
    .find(({ prometheus, promtool }) => existsSync(prometheus) && existsSync(promtool));
  if (found) return found;
  throw new StartError(
    'There is no Prometheus: on Debian local/monitoring/install.sh unpacks it; elsewhere put prometheus and promtool into the PATH.',
  );
}
