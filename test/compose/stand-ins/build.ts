import { join } from 'node:path';
import { Argument, Command } from 'commander';
import { requireDocker } from '../../../local/compose/docker.ts';
import { installPart } from '../../../local/install/part.ts';
import { stopInstallers } from '../../../local/install/run-installer.ts';
import { readSettings } from '../../../local/settings.ts';
import { StartError } from '../../../local/start-error.ts';
import { buildStandIn } from './build-stand-in.ts';
import { standIns } from './images.ts';
import type { StandIn } from './stand-in.ts';

const command = new Command('node local/bootstrap.mjs test/compose/stand-ins/build.ts')
  .description(
    'Builds the images of docker-compose.yml where they cannot be pulled: the same programs under the same names.',
  )
  .addArgument(
    new Argument('[images...]', 'only these, and what they begin with').choices(standIns.map(({ tag }) => tag)),
  )
  .option('--replace', 'take the name of an image that is no stand-in', false)
  .option('--verbose', 'show what the installers and Docker print', false)
  .showHelpAfterError('(add --help for what there is)')
  .action(build);

interface Options {
  readonly replace: boolean;
  readonly verbose: boolean;
}

async function build(tags: readonly string[], { replace, verbose }: Options): Promise<void> {
  await requireDocker();
  const { cacheDir } = readSettings(process.env, join(import.meta.dirname, '..', '..', '..'));
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const detail = verbose ? say : () => {};
  const inputsOf = new Map<string, string>();
  for (const standIn of wanted(tags)) {
    await buildStandIn(standIn, {
      install: (part) => installPart(part, cacheDir, detail),
      replace,
      report: say,
      detail,
      inputsOf,
    });
  }
}

function wanted(tags: readonly string[]): readonly StandIn[] {
  if (tags.length === 0) return standIns;
  const needed = new Set(tags);
  for (const { tag, basedOn } of standIns.toReversed()) {
    if (needed.has(tag)) for (const base of basedOn ?? []) needed.add(base);
  }
  return standIns.filter(({ tag }) => needed.has(tag));
}

process.once('SIGINT', () => {
  stopInstallers();
  process.exitCode = 130;
});
try {
  await command.parseAsync();
} catch (error) {
  process.stderr.write(`\n${error instanceof StartError ? error.message : ((error as Error).stack ?? error)}\n`);
  process.exitCode ||= 1;
}
