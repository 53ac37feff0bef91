import { join } from 'node:path';
import { Argument, Command, InvalidArgumentError } from 'commander';
import { backfill } from './commands/backfill.ts';
import { currentPlatform, startablePlatform, usedPlatforms } from './commands/choose-platform.ts';
import { dev } from './commands/dev.ts';
import { doctor } from './commands/doctor.ts';
import { reconcile } from './commands/reconcile.ts';
import {
  discardDeadLetters,
  listDeadLetters,
  replayDeadLetters,
  showDeadLetter,
  showReplays,
} from './commands/redrive.ts';
import { reset } from './commands/reset.ts';
import { startableServices, startServices } from './commands/services.ts';
import { start } from './commands/start.ts';
import { status } from './commands/status.ts';
import { stop } from './commands/stop.ts';
import { serviceNames } from './services/service.ts';
import { readSettings } from './settings.ts';
import { rememberedPorts } from './stack.ts';
import { StartError } from './start-error.ts';

const maximumUsers = 1_000_000;

const settings = () => readSettings(process.env, join(import.meta.dirname, '..'), rememberedPorts);
const json = ['--json', 'print the result as JSON on standard output, progress on standard error'] as const;

const program = new Command('npm run')
  .description(
    'Runs the pipeline on this machine: LocalStack, Kafka, Cassandra, PostgreSQL and the functions between them.',
  )
  .showHelpAfterError('(add --help for what there is)');

program
  .command('start')
  .description('install what is missing, start every service, deploy, fetch users and wait until both stores have them')
  .option('--users <n>', `how many users to fetch, 1 to ${maximumUsers}`, parseUsers, 1000)
  .option('--date <yyyy-mm-dd>', 'the logical date of the run (default: today, UTC)', parseDate)
  .option('--docker', 'in containers of docker-compose.yml; without it, as processes of this machine')
  .option('--open', 'open the console in the browser at the end, where there is a display')
  .option(...json)
  .action(async ({ docker, ...options }) => {
    await start(await startablePlatform(settings(), docker ? 'containers' : 'processes'), options);
  });

program
  .command('dev')
  .description('start what is missing, and deploy and restart what changes in the sources, until Ctrl-C')
  .action(() => dev(currentPlatform(settings())));

program
  .command('backfill')
  .description('name the days that have no run that succeeded, and do them where that is asked for')
  .option('--from <yyyy-mm-dd>', 'the first day (default: that of the first run, at most a year ago)', parseDate)
  .option('--to <yyyy-mm-dd>', 'the last day (default: yesterday, UTC)', parseDate)
  .option('--run', 'do the days, one after the other')
  .option('--users <n>', 'how many users a day (default: as the schedule)', parseUsers)
  .option('--rerun', 'with --from: all days of the range, also those that are done')
  .option(...json)
  .action((options) => backfill(currentPlatform(settings()), options));

program
  .command('services')
  .description(
    'install and start the services, without the event source mapping poller and the console, and deploy nothing',
  )
  .addArgument(new Argument('[names...]', 'only these').choices(startableServices))
  .option(...json)
  .action((names, options) => startServices(settings(), names, options));

program
  .command('stop')
  .description('stop every service; data stay')
  .option(...json)
  .action((options) => stop(currentPlatform(settings()), options));

program
  .command('status')
  .description('each service: its state, pid, memory and how to connect')
  .option(...json)
  .action((options) => status(currentPlatform(settings()), options));

program
  .command('logs')
  .description('what a service wrote')
  .argument('<service>', serviceNames.join(', '))
  .option('--lines <n>', 'how many lines from the end', parseLines, 50)
  .option('--follow', 'go on with what it writes next, until Ctrl-C', false)
  .action((service, options) => currentPlatform(settings()).logs(knownService(service), options));

program
  .command('reset')
  .description('stop every service and delete data, logs and credentials of this stack; installed parts stay')
  .action(() => reset(usedPlatforms(settings())));

program
  .command('doctor')
  .description('check what the pipeline needs of this machine, and say how to mend what is missing')
  .option('--docker', 'what npm start -- --docker needs')
  .option(...json)
  .action((options) => doctor(settings(), options));

const redrive = program
  .command('redrive')
  .description('dead letters: what could not be stored, and how to bring it back or be rid of it')
  .hook('preSubcommand', ({ args: [name = '-'], commands }) => {
    // Otherwise it would be an argument too many of the default one.
    const names = commands.map((command) => command.name());
    if (name.startsWith('-') || names.includes(name)) return;
    redrive.error(`error: unknown command '${name}'. There are ${names.join(', ')}.`);
  });

redrive
  .command('list', { isDefault: true })
  .description('what waits in the queue (the default)')
  .option('--limit <n>', 'how many letters at most, 1 to 1000', parseLimit, 100)
  .option('--reason <reason>', 'only those of this reason')
  .option(...json)
  .action((options) => listDeadLetters(settings(), options));

redrive
  .command('show')
  .description('everything that is known of a letter, its value and headers too')
  .argument('<id>', 'as the list has it')
  .option(...json)
  .action((id, options) => showDeadLetter(settings(), id, options));

/** A command that does something with the letters that its arguments choose. */
function ofChosenLetters(name: string): Command {
  return redrive
    .command(name)
    .argument('[id]', 'as the list has it')
    .option('--all', 'every letter that is in the queue now')
    .option('--reason <reason>', 'every letter of this reason')
    .option('--dry-run', 'only say what would be done');
}

ofChosenLetters('replay')
  .description('publish the records of letters again, and delete the letters')
  .option('--force', 'also letters that came back three times, and what is left of a batch')
  .option(...json)
  .action(async (id, options) => {
    if (!(await replayDeadLetters(settings(), id, options))) process.exitCode = 1;
  });

ofChosenLetters('discard')
  .description('delete letters for good, each noted in the audit first: what is mended otherwise, or worth nothing')
  .option(...json)
  .action(async (id, options) => {
    if (!(await discardDeadLetters(settings(), id, options))) process.exitCode = 1;
  });

redrive
  .command('audit')
  .description('what was replayed or discarded, the latest first')
  .option('--limit <n>', 'how many rows at most, 1 to 1000', parseLimit, 100)
  .option(...json)
  .action((options) => showReplays(settings(), options));

program
  .command('reconcile')
  .description(
    'compare the topic with both stores, user by user: exit code 0 no difference, 1 some or not yet, 2 not compared',
  )
  .option('--repair', 'publish the records of users that differ again, and compare once more')
  .option('--wait <seconds>', 'how long to wait for records under way when none moves', parseSeconds, 30)
  .option('--verbose', 'every line of the table, not only those that differ')
  .option(...json)
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .action((options) => reconcile(currentPlatform(settings()).settings, options));

function knownService(name: string): string {
  if ((serviceNames as readonly string[]).includes(name)) return name;
  throw new StartError(`There is no service ${name}. The services are ${serviceNames.join(', ')}.`);
}

function parseUsers(text: string): number {
  return wholeNumber(text, 1, maximumUsers);
}

function parseLines(text: string): number {
  return wholeNumber(text, 1, 100_000);
}

function parseLimit(text: string): number {
  return wholeNumber(text, 1, 1000);
}

function parseSeconds(text: string): number {
  return wholeNumber(text, 0, 86_400);
}

function wholeNumber(text: string, min: number, max: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
}

function parseDate(text: string): string {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  // Date.parse moves 30 February on to March: only a date that comes back unchanged is one.
  if (date && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)) return text;
  throw new InvalidArgumentError('It must be a date of the calendar, as 2026-01-31.');
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof StartError) process.stderr.write(`\n${error.message}\n`);
  else process.stderr.write(`\n${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
}
