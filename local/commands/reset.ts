import type { Platform } from './platform.ts';

export async function reset(platforms: readonly Platform[]): Promise<void> {
  const report = (line: string) => process.stdout.write(`${line}\n`);
  for (const platform of platforms) report(`Deleted ${await platform.reset(report)}.`);
}
