import { Argument, type Command, InvalidArgumentError } from 'commander';
import { benchConsole } from './console.ts';
import { benchControlPlane } from './control-plane.ts';
import { benchDev } from './dev.ts';
import { benchEsm, esmParts } from './esm.ts';
import { benchFaults, faultParts } from './faults.ts';
import { benchFetch } from './fetch.ts';
import { benchFunctions } from './functions.ts';
import { benchGrowth, growthParts } from './growth.ts';
import { measure } from './measure.ts';
import { benchMemory } from './memory.ts';
import { peerNames } from './peers/catalogue.ts';
import { benchPipeline } from './pipeline.ts';
import { benchRegistry } from './registry.ts';
import { benchSink } from './sink.ts';
import { benchStart } from './start.ts';

const json = ['--json', 'print the figures as JSON on standard output'] as const;

/** Each bench as a command, in the order in which all of them run. */
export function addBenches(program: Command): void {
  program
    .command('sink')
    .description('users already in the topic -> both stores, beside a bare loop of the drivers')
    .option('--users <n>', 'how many users the topic holds', wholeNumber, 200_000)
    .option('--rounds <n>', 'how often each contender runs, in turn', wholeNumber, 3)
    .option(...json)
    .action(({ users, rounds, json: asJson }) => measure(asJson, (stack) => benchSink(stack, users, rounds)));

  program
    .command('pipeline')
    .description(
      'the same users by this pipeline, Spark, Kafka Connect and a bare loop, beside what each part reaches alone: ' +
        'records/s, processor time, memory, and the time from record to row (see bench/peers/README.md)',
    )
    .addArgument(new Argument('[contenders...]', 'only these; without any, all').choices(peerNames))
    .option('--users <n>', 'how many users the topic holds', wholeNumber, 200_000)
    .option('--rounds <n>', 'how often each contender runs, in turn', wholeNumber, 3)
    .option('--seconds <n>', 'how long each rate is held for the time from record to row', wholeNumber, 20)
    .option('--no-latency', 'leave out the time from record to row')
    .option(...json)
    .action((contenders, { json: asJson, users, rounds, latency, seconds }) =>
      measure(asJson, (stack) => {
        const latencySeconds = latency ? seconds : undefined;
        return benchPipeline(stack, { bench: 'pipeline', contenders, users, rounds, latencySeconds });
      }),
    );

  program
    .command('million')
    .description(
      'the work of pipeline with a million users, for which Java has time to compile what it runs; without the latencies',
    )
    .addArgument(new Argument('[contenders...]', 'only these; without any, all').choices(peerNames))
    .option('--rounds <n>', 'how often each contender runs, in turn', wholeNumber, 3)
    .option(...json)
    .action((contenders, { json: asJson, rounds }) => {
      const options = { bench: 'million', contenders, rounds, users: 1_000_000, latencySeconds: undefined };
      return measure(asJson, (stack) => benchPipeline(stack, options));
    });

  program
    .command('fetch')
    .description('API -> topic, beside a bare loop over pages and one request for each user')
    .option('--users <n>', 'how many users a round fetches', wholeNumber, 50_000)
    .option('--rounds <n>', 'how often each contender runs, in turn', wholeNumber, 3)
    .option(...json)
    .action(({ users, rounds, json: asJson }) => measure(asJson, (stack) => benchFetch(stack, users, rounds)));

  program
    .command('esm')
    .description('the event source mapping poller by itself: throughput, latency, and what it takes idle and at length')
    .addArgument(new Argument('[parts...]', 'only these; without any, all').choices(esmParts))
    .option('--records <n>', 'how many records the topic of the throughput holds', wholeNumber, 300_000)
    .option('--rounds <n>', 'how often each contender of the throughput runs, in turn', wholeNumber, 3)
    .option('--soak <n>', 'how many records the soak is long', wholeNumber, 1_000_000)
    .option(...json)
    .action((parts, { json: asJson, ...options }) =>
      measure(asJson, (stack) => benchEsm(stack, { parts, ...options })),
    );

  program
    .command('functions')
    .description('what fetch and sink cost before they do anything: bundle, import, first and warm invocations')
    .option('--rounds <n>', 'how often each is imported and has a new environment', wholeNumber, 10)
    .option(...json)
    .action(({ rounds, json: asJson }) => measure(asJson, (stack) => benchFunctions(stack, rounds)));

  program
    .command('registry')
    .description('framed JSON and Avro beside plain JSON: bytes of a value, encoding, and through the poller')
    .option('--records <n>', 'how many records each topic holds', wholeNumber, 200_000)
    .option('--rounds <n>', 'how often each contender runs, in turn', wholeNumber, 3)
    .option(...json)
    .action(({ records, rounds, json: asJson }) => measure(asJson, (stack) => benchRegistry(stack, records, rounds)));

  program
    .command('faults')
    .description(
      'until all is well after a kill; what poison costs; how fast dead letters are redriven and stores reconciled',
    )
    .addArgument(new Argument('[parts...]', 'only these; without any, all').choices(faultParts))
    .option('--users <n>', 'how many users the topic of poison and reconcile holds', wholeNumber, 100_000)
    .option('--letters <n>', 'how many records are redriven', wholeNumber, 2000)
    .option(
      '--rounds <n>',
      'how often each part of the pipeline is killed, and each contender runs, in turn',
      wholeNumber,
      3,
    )
    .option(...json)
    .action((parts, { json: asJson, ...options }) =>
      measure(asJson, (stack) => benchFaults(stack, { parts, ...options })),
    );

  program
    .command('start')
    .description('npm start: in a new clone with empty caches, after npm stop, and when everything runs already')
    .option('--rounds <n>', 'how often the warm starts run', wholeNumber, 3)
    .option('--no-cold', 'leave out the cold start, which installs everything anew')
    .option('--docker', 'the containers of npm start -- --docker take turns with the processes', false)
    .option(...json)
    .action(({ json: asJson, ...options }) => measure(asJson, (stack) => benchStart(stack, options)));

  program
    .command('dev')
    .description('npm run dev: how long after an edit of a function, or of the poller, it runs; in a new clone')
    .option('--rounds <n>', 'how often each is edited', wholeNumber, 3)
    .option(...json)
    .action(({ rounds, json: asJson }) => measure(asJson, (stack) => benchDev(stack, rounds)));

  program
    .command('control-plane')
    .description('a deployment of the whole stack, one that changes a function, and calls of MSK, Keyspaces and RDS')
    .option('--rounds <n>', 'how often the stack is destroyed and deployed', wholeNumber, 3)
    .option(...json)
    .action(({ rounds, json: asJson }) => measure(asJson, (stack) => benchControlPlane(stack, rounds)));

  program
    .command('console')
    .description('how long the console takes for what each of its views asks, with so many users stored')
    .option('--users <n>', 'how many users are stored', wholeNumber, 200_000)
    .option('--requests <n>', 'how often each address is asked', wholeNumber, 100)
    .option(...json)
    .action(({ users, requests, json: asJson }) => measure(asJson, (stack) => benchConsole(stack, users, requests)));

  program
    .command('growth')
    .description('what more costs: 10,000 to 3,000,000 users, 1 to 48 partitions of a topic, 1 to 50 mappings')
    .addArgument(new Argument('[parts...]', 'only these; without any, all').choices(growthParts))
    .option('--users <n>', 'leave out the sizes above it', wholeNumber, 3_000_000)
    .option('--records <n>', 'how many records the topics of partitions and mappings hold', wholeNumber, 300_000)
    .option(...json)
    .action((parts, { json: asJson, ...options }) =>
      measure(asJson, (stack) => benchGrowth(stack, { parts, ...options })),
    );

  program
    .command('memory')
    .description('what each service takes, at rest after a small run and after a large one')
    .option('--users <n>', 'how many users the large run fetches', wholeNumber, 200_000)
    .option(...json)
    .action(({ users, json: asJson }) => measure(asJson, (stack) => benchMemory(stack, users)));
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1 to 9999999.');
}
