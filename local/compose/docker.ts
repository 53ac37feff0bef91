import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { StartError } from '../start-error.ts';

const gib = 1024 ** 3;
/** The services take about 2.5 GiB, and each function that runs some more. */
const neededBytes = 4 * gib;
const oldestCompose = [2, 20] as const;
const answerMs = 20_000;
const withoutDocker = 'Or run without Docker: npm start.';

/** What of Docker is there. */
export interface Docker {
  /** Of the engine. */
  readonly version: string;
  readonly compose: string;
  readonly memoryBytes: number;
}

/** Runs a program to its end. @returns what it wrote */
export type Run = (file: string, args: readonly string[]) => Promise<string>;

export const run: Run = async (file, args) =>
  (await promisify(execFile)(file, args, { timeout: answerMs, maxBuffer: 16 * 1024 * 1024 })).stdout;

/** @throws StartError when Docker or Compose is missing, does not run, is too old, or has too little memory */
export async function requireDocker(ask: Run = run): Promise<Docker> {
  const { memoryBytes, version } = await askEngine(ask);
  const compose = await askCompose(ask);
  if (memoryBytes < neededBytes) {
    const has = (memoryBytes / gib).toFixed(1);
    throw new StartError(
      `Docker has ${has} GiB of memory, and the containers need ${neededBytes / gib}. Give it more (Docker Desktop: ` +
        `Settings, Resources). ${withoutDocker}`,
    );
  }
  return { version, compose, memoryBytes };
}

async function askEngine(ask: Run): Promise<{ memoryBytes: number; version: string }> {
  try {
    const info = JSON.parse(await ask('docker', ['info', '--format', '{{json .}}']));
    if (info.ServerErrors?.length > 0) throw new Error(info.ServerErrors.join(' '));
    return { memoryBytes: info.MemTotal, version: info.ServerVersion };
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT')
      throw new StartError(`There is no docker on the path: install Docker. ${withoutDocker}`, { cause });
    const { stderr, message } = cause as Error & { stderr?: string };
    const reason = (lastLine(stderr) ?? message).replace(/[.?]$/, '');
    throw new StartError(
      `Docker does not answer (${reason}). Start it, and see that you may use it. ${withoutDocker}`,
      {
        cause,
      },
    );
  }
}

async function askCompose(ask: Run): Promise<string> {
  const oldest = oldestCompose.join('.');
  const remedy = `Install the plugin docker-compose, ${oldest} or newer. ${withoutDocker}`;
  const text = await ask('docker', ['compose', 'version', '--short']).catch((cause) => {
    throw new StartError(`Docker has no "docker compose". ${remedy}`, { cause });
  });
  const [, major = 0, minor = 0] = /(\d+)\.(\d+)/.exec(text)?.map(Number) ?? [];
  if (major > oldestCompose[0] || (major === oldestCompose[0] && minor >= oldestCompose[1])) return text.trim();
  throw new StartError(`Docker Compose is ${text.trim()}. ${remedy}`);
}

function lastLine(text = ''): string | undefined {
  return text.trim().split('\n').at(-1) || undefined;
}
