import { Command, InvalidArgumentError } from 'commander';
import { StartError } from '../../../local/start-error.ts';
import { seedOf } from '../workload/random.ts';
import { isGood, soak } from './soak.ts';
import { writeReport } from './write-report.ts';

const program = new Command('npm run soak --')
  .description(
    'Works the pipeline on a stack of its own (.local/soak) and breaks one part after the other, for as long as asked. ' +
      'Ctrl-C ends it early, with its report. Exit code 1: something is not as promised.',
  )
  .option('--minutes <n>', 'how long', wholeNumber, 30)
  .option('--every <seconds>', 'the most that passes between two faults', wholeNumber, 20)
  .option('--seed <n>', 'the same operations and faults as another time', wholeNumber)
  .option('--json', 'print the report as JSON on standard output')
  .showHelpAfterError('(add --help for what there is)')
  .action(async ({ minutes, every, seed = seedOf(process.env), json }) => {
    const interrupted = new AbortController();
    process.on('SIGINT', () => interrupted.abort());
    process.on('SIGTERM', () => interrupted.abort());
    const report = (line: string) => process.stderr.write(`${line}\n`);
    report(`seed ${seed}`);
    const outcome = await soak({ minutes, everySeconds: every, seed, signal: interrupted.signal, report });
    process.stdout.write(json ? `${JSON.stringify(outcome, null, 2)}\n` : writeReport(outcome));
    // The drivers of clients that were closed while their server was dead go on looking for it.
    process.exit(isGood(outcome) ? 0 : 1);
  });

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1 to 999999999.');
}

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`\n${error instanceof StartError ? error.message : ((error as Error).stack ?? error)}\n`);
  process.exitCode = 1;
}
