import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Part } from '../../../local/install/part.ts';
import { StartError } from '../../../local/start-error.ts';
import { buildImage, presentImage } from './docker.ts';
import { nextStep, type Prepared, type StandIn } from './stand-in.ts';

export interface BuildOptions {
  readonly install: (part: Part) => Promise<string>;
  readonly replace: boolean;
  readonly report: (line: string) => void;
  /** Takes each line that Docker prints. */
  readonly detail: (line: string) => void;
  /** Tag -> what that stand-in was made of, of those built before. */
  readonly inputsOf: Map<string, string>;
}

/**
 * Builds one stand-in, unless Docker has it of the same inputs already.
 * @throws StartError when a real image has its name, and `replace` does not allow to take it away.
 */
export async function buildStandIn(standIn: StandIn, options: BuildOptions): Promise<void> {
  const { tag } = standIn;
  const folder = join(import.meta.dirname, standIn.folder);
  const prepared = (await standIn.prepare?.(options.install)) ?? { files: {} };
  const bases = (standIn.basedOn ?? []).map((base) => options.inputsOf.get(base) ?? '');
  const inputs = await hashOf(folder, prepared, bases);
  options.inputsOf.set(tag, inputs);
  const step = nextStep(await presentImage(tag), inputs, options.replace);
  if (step === 'keep') return options.report(`${tag} is there already`);
  if (step === 'refuse') {
    throw new StartError(
      `${tag} is here and is no stand-in. Leave it out, or let the stand-in take its name with --replace.`,
    );
  }
  const began = Date.now();
  options.report(`${tag} is being built ...`);
  await inContext(folder, prepared, (context) =>
    buildImage({ tag, context, inputs, buildArgs: prepared.buildArgs ?? {}, report: options.detail }),
  );
  options.report(`${tag} is built, in ${Math.round((Date.now() - began) / 1000)} s`);
}

async function hashOf(folder: string, { files, buildArgs }: Prepared, bases: readonly string[]): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([bases, buildArgs]));
  for (const name of (await readdir(folder, { recursive: true })).sort())
    await addFile(hash.update(name), folder, name);
  for (const [name, path] of Object.entries(files)) {
    hash.update(`${name}\0`);
    if ((await stat(path)).isDirectory()) hash.update(path);
    else hash.update(await readFile(path));
  }
  return hash.digest('hex').slice(0, 16);
}

async function addFile(hash: ReturnType<typeof createHash>, folder: string, name: string): Promise<void> {
  const path = join(folder, name);
  const { mode } = await stat(path);
  hash.update(`\0${mode & 0o111}\0`);
  if ((await stat(path)).isFile()) hash.update(await readFile(path));
}

async function inContext(folder: string, { files }: Prepared, build: (context: string) => Promise<void>) {
  const context = await mkdtemp(join(tmpdir(), 'stand-in-'));
  try {
    await cp(folder, context, { recursive: true });
    for (const [name, path] of Object.entries(files)) {
      const target = join(context, name);
      await mkdir(dirname(target), { recursive: true });
      await cp(path, target, {
        recursive: true,
        verbatimSymlinks: true,
        filter: (source) => !source.endsWith('/.installed'),
      });
    }
    await build(context);
  } finally {
    await rm(context, { recursive: true, force: true });
  }
}
