import type { Platform } from './platform.ts';

export async function stop(platform: Platform, { json }: { json?: boolean }): Promise<void> {
  const stopped = await platform.stop(json ? () => {} : (line) => process.stdout.write(`${line}\n`));
  if (json) process.stdout.write(`${JSON.stringify({ stopped })}\n`);
  else if (stopped.length === 0) process.stdout.write('Nothing was running.\n');
}
