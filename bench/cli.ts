import { Command } from 'commander';
import { StartError } from '../local/start-error.ts';
import { compare, describe, readBaseline, requireKept, withResults, writeBaseline } from './baseline.ts';
import { addBenches } from './benches.ts';
import { benchEverything } from './everything.ts';
import { readResults, writePage } from './results.ts';

interface AllOptions {
  readonly page?: true;
  /** True: of all benches. */
  readonly check?: readonly string[] | true;
  readonly keep?: readonly string[] | true;
}

const program = new Command('npm run bench --')
  .description(
    'Measures the pipeline on a stack of its own (.local/bench), side by side with bare loops in the same run. Without a ' +
      'name: every bench, one after the other, and a page of all results (bench/results/index.html).',
  )
  .option('--page', 'only make the page of the results that there are')
  .option('--check [names...]', 'only hold the ratios of the results, or of these benches, to bench/baseline.json')
  .option('--keep [names...]', 'only make the ratios of the results, or of these benches, the baseline')
  .showHelpAfterError('(add --help for what there is)')
  .action(all);

addBenches(program);

async function all({ check, keep, page }: AllOptions): Promise<void> {
  if (page) process.stderr.write(`${writePage()}\n`);
  else if (keep) writeBaseline(withResults(readBaseline(), readResults(), namesOf(keep)));
  else if (check) {
    const comparisons = compare(readBaseline(), readResults(), namesOf(check));
    process.stdout.write(describe(comparisons));
    requireKept(comparisons);
  } else await benchEverything(program.commands.map((command) => command.name()));
}

/** Of an option that was given without names: none. */
function namesOf(names: readonly string[] | true): readonly string[] {
  return names === true ? [] : names;
}

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`\n${error instanceof StartError ? error.message : ((error as Error).stack ?? error)}\n`);
  process.exitCode = 1;
}
