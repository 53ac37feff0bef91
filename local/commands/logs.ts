import { createReadStream, existsSync, statSync, watchFile } from 'node:fs';
import { open } from 'node:fs/promises';
import { Daemon } from '../processes/daemon.ts';
import type { Settings } from '../settings.ts';
import { StartError } from '../start-error.ts';

/** As much of the end of a log as is looked at for its last lines. */
const tailBytes = 4 * 1024 * 1024;

export async function logs(
  settings: Settings,
  service: string,
  options: { lines: number; follow: boolean },
): Promise<void> {
  const { logFile } = new Daemon(service, settings.stateDir);
  if (!existsSync(logFile)) throw new StartError(`${service} has written nothing yet. Start it with npm start.`);
  const { text, end } = await readTail(logFile);
  const lines = text.trimEnd().split('\n').slice(-options.lines);
  process.stdout.write(`${lines.join('\n')}\n`);
  if (options.follow) follow(logFile, end);
}

async function readTail(file: string): Promise<{ text: string; end: number }> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const start = Math.max(0, size - tailBytes);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start);
    return { text: buffer.subarray(0, bytesRead).toString('utf8'), end: size };
  } finally {
    await handle.close();
  }
}

function follow(file: string, from: number): void {
  let shown = from;
  watchFile(file, { interval: 300 }, () => {
    const { size } = statSync(file);
    if (size < shown) shown = 0; // begun anew by a reset
    if (size === shown) return;
    createReadStream(file, { start: shown, end: size - 1 }).pipe(process.stdout, { end: false });
    shown = size;
  });
}
