import type { BenchStack } from './bench-stack.ts';
import type { Report, Series } from './report.ts';

/** What the services take, functions included; pages that processes share are counted once. */
export async function benchMemory(stack: BenchStack, users: number): Promise<Report> {
  await stack.startAnew(1000);
  const small = await memoryOf(stack);
  await stack.start(users);
  const large = await memoryOf(stack);
  const series = Object.entries(small).flatMap(([name, mib]): Series[] => [
    { name: `${name} after 1,000 users`, unit: 'MiB', values: [mib] },
    { name: `${name} after ${users.toLocaleString('en')} users`, unit: 'MiB', values: [large[name] ?? Number.NaN] },
  ]);
  return { bench: 'memory', series, ratios: [], figures: {} };
}

async function memoryOf(stack: BenchStack): Promise<Record<string, number>> {
  const status = JSON.parse(await stack.run('status', '--json')) as Record<string, { memoryMib: number | null }>;
  const byName = Object.entries(status).map(([name, { memoryMib }]) => [name, memoryMib ?? 0] as const);
  const whole = byName.reduce((sum, [, mib]) => sum + mib, 0);
  return Object.fromEntries([...byName, ['whole stack', whole]]);
}
