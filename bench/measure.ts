import { type BenchStack, benchStack } from './bench-stack.ts';
import { type Report, table } from './report.ts';
import { keepResult } from './results.ts';

/** Runs a bench on a stack that ends with it, keeps its result, and prints it. */
export async function measure(
  asJson: boolean | undefined,
  bench: (stack: BenchStack) => Promise<Report>,
): Promise<void> {
  const stack = benchStack((line) => process.stderr.write(`${line}\n`));
  // Nothing of it may go on running when it is cut off, be it by several signals: a terminal sends them to all of a group.
  const cutOff = new AbortController();
  cutOff.signal.addEventListener('abort', () => void stack.stop().finally(() => process.exit(1)));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => cutOff.abort());
  try {
    const result = keepResult(await bench(stack));
    process.stdout.write(asJson ? `${JSON.stringify(result, null, 2)}\n` : table(result));
  } finally {
    await stack.stop();
  }
}
