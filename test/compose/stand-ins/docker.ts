import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { runInstaller } from '../../../local/install/run-installer.ts';
import type { Present } from './stand-in.ts';

const run = promisify(execFile);

/** Marks an image as one of ours; its value under the second says what it was made of. */
const label = 'stand-in';
const inputsLabel = 'stand-in.inputs';

export async function presentImage(tag: string): Promise<Present> {
  const format = ['--format', '{{.Repository}}:{{.Tag}}'];
  const list = (...filter: string[]) => run('docker', ['image', 'ls', ...filter, ...format, tag], { timeout: 20_000 });
  if ((await list()).stdout.trim() === '') return 'nothing';
  if ((await list('--filter', `label=${label}=true`)).stdout.trim() === '') return 'real';
  const inspected = ['image', 'inspect', '--format', `{{index .Config.Labels "${inputsLabel}"}}`, tag];
  return { inputs: (await run('docker', inspected, { timeout: 20_000 })).stdout.trim() || undefined };
}

interface Build {
  readonly tag: string;
  readonly context: string;
  readonly inputs: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly report: (line: string) => void;
}

export async function buildImage({ tag, context, inputs, buildArgs, report }: Build): Promise<void> {
  const labels = [`--label=${label}=true`, `--label=${inputsLabel}=${inputs}`];
  const args = Object.entries(buildArgs).map(([name, value]) => `--build-arg=${name}=${value}`);
  await runInstaller('docker', ['build', ...labels, ...args, '--tag', tag, context], {
    timeoutMs: 900_000,
    remedy: `See what ${tag} lacks in the lines below; Debian's packages must be in reach of a container.`,
    report,
  });
}
