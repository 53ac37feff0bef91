import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs `docker …` and returns what it prints. */
export async function docker(...args: string[]): Promise<string> {
  const { stdout } = await run('docker', args, { timeout: 300_000, maxBuffer: 16 * 1_048_576 });
  return stdout.trim();
}

/** Why the tests with these images cannot run here, for people; undefined when they can. */
function whatIsMissing(images: readonly string[]): string | undefined {
  const ask = (...args: string[]) => spawnSync('docker', args, { encoding: 'utf8', timeout: 20_000 });
  if (ask('version', '--format', '{{.Server.Version}}').status !== 0) return 'Docker does not answer.';
  const missing = images.filter((image) => ask('image', 'inspect', image).status !== 0);
  if (missing.length === 0) return undefined;
  return `Docker has no ${missing.join(' and no ')}: pull them, or build the stand-ins.`;
}

/** `describe` where everything is there; otherwise one that skips, and says why. */
export function describeWith(images: readonly string[]): typeof describe | typeof describe.skip {
  const missing = whatIsMissing(images);
  if (missing === undefined) return describe;
  process.stderr.write(`Skipped: ${missing}\n`);
  return describe.skip;
}
