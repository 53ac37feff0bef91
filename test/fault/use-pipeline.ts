import { Stack } from '../../local/stack.ts';
import { forgetLetters } from '../support/pipeline/dead-letters.ts';
import { lambda, settings, startPipeline } from '../support/pipeline/deployed-pipeline.ts';
import { ensureOwnDatabase } from '../support/stores/own-database.ts';
import { thaw } from './faults/signals.ts';
import { victims } from './faults/victims.ts';
import { SinkNetwork } from './proxy/sink-network.ts';
import { randomFor, seedOf } from './workload/random.ts';
import { TopicWriter } from './workload/topic-writer.ts';

const minutes = 60_000;
const seed = seedOf(process.env);
const stack = new Stack(settings);
// LocalStack itself stops and wakes the functions.
const { sink, fetch, ...services } = victims(settings);
const numbers = randomFor(seed, 'tests');

/**
 * The deployed pipeline on the tests' services, with proxies between the sink and its stores, for one file of tests.
 * What is drawn by lot follows from the seed, which every failure names.
 */
export function usePipeline() {
  let opened: { network: SinkNetwork; writer: TopicWriter } | undefined;
  const parts = () => {
    if (!opened) throw new Error('Proxies and writer are there from the first test on.');
    return opened;
  };

  beforeAll(async () => {
    process.stderr.write(`FAULT_SEED=${seed}\n`);
    await startPipeline(10, '2026-03-01');
    opened = { network: await SinkNetwork.open(settings), writer: await TopicWriter.open(settings) };
  }, 10 * minutes);

  afterEach(async () => {
    thaw(Object.values(services));
    opened?.network.heal();
    // Whatever was deployed anew goes through the proxies again.
    await opened?.network.apply();
  }, minutes);

  afterAll(async () => {
    await opened?.writer.close();
    await opened?.network.close();
    // What these tests made fail is nobody else's.
    await forgetLetters(settings);
    lambda.destroy();
    // A LocalStack that was killed has forgotten the password of the tests' own database: it has another one.
    await ensureOwnDatabase();
  }, 2 * minutes);

  return {
    settings,
    seed,
    stack,
    /** A whole number below the given one. */
    random: (count: number) => numbers.below(count),
    network: () => parts().network,
    writer: () => parts().writer,
  };
}
