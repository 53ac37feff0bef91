import { Listr, type ListrTask } from 'listr2';

/** One piece of a command's work, shown to whoever waits for it. */
export interface Step {
  readonly title: string;
  /** Does it; the answer, if any, is what the finished step says. */
  run(report: (line: string) => void): Promise<string | undefined>;
}

/** Steps that go on side by side. */
export interface Stage {
  readonly title: string;
  readonly steps: readonly Step[];
}

export interface StageTime {
  readonly stage: string;
  readonly seconds: number;
}

/**
 * Runs the stages one after the other; moving lines on a terminal, plain lines elsewhere.
 * @param output where progress is written: standard error when standard output belongs to a machine.
 * @returns how long each stage took.
 */
export async function runStages(stages: readonly Stage[], output: NodeJS.WriteStream): Promise<StageTime[]> {
  const times: StageTime[] = [];
  for (const { title, steps } of stages) {
    const start = performance.now();
    if (output.isTTY) await onTerminal(steps);
    else await inPlainLines(steps, output);
    times.push({ stage: title, seconds: secondsSince(start) });
  }
  return times;
}

async function onTerminal(steps: readonly Step[]): Promise<void> {
  const tasks = steps.map(
    (step): ListrTask => ({
      title: step.title,
      rendererOptions: { outputBar: 1, persistentOutput: false },
      async task(_, task) {
        const outcome = await step.run((line) => {
          task.output = line;
        });
        task.title = outcome ? `${step.title}: ${outcome}` : step.title;
      },
    }),
  );
  await new Listr(tasks, {
    concurrent: true,
    exitOnError: true,
    registerSignalListeners: false,
    rendererOptions: { collapseErrors: false, showErrorMessage: false, timer: { condition: true, field: seconds } },
  }).run();
}

async function inPlainLines(steps: readonly Step[], output: NodeJS.WriteStream): Promise<void> {
  const results = await Promise.allSettled(
    steps.map(async (step) => {
      const start = performance.now();
      output.write(`${step.title} ...\n`);
      const outcome = await step.run(atMostEvery(5000, (line) => output.write(`${step.title}: ${line}\n`)));
      output.write(`${step.title}: ${outcome ?? 'done'} (${secondsSince(start).toFixed(1)} s)\n`);
    }),
  );
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

/** Installers print thousands of lines: a log wants to know that they live, not each of them. */
export function atMostEvery(ms: number, write: (line: string) => void): (line: string) => void {
  let last = performance.now();
  return (line) => {
    if (performance.now() - last < ms) return;
    last = performance.now();
    write(line);
  };
}

const seconds = (duration: number): string => `${(duration / 1000).toFixed(1)} s`;

function secondsSince(start: number): number {
  return Math.round((performance.now() - start) / 10) / 100;
}
