import type { Platform } from './platform.ts';

export async function reset(platform: Platform): Promise<void> {
  const report = (line: string) => process.stdout.write(`${line}\n`);
  report(`Deleted ${await platform.reset(report)}.`);
}
