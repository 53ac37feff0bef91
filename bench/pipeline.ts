import { installPart } from '../local/install/part.ts';
import type { BenchStack } from './bench-stack.ts';
import { switchMapping } from './mapping.ts';
import { catalogue, type PeerName, peerNames } from './peers/catalogue.ts';
import type { Contender, PeerContext } from './peers/contender.ts';
import { type Latency, measureLatencies } from './peers/latency/measure-latencies.ts';
import { measuredOf } from './peers/measured.ts';
import { type Lookups, openLookups } from './peers/rows/lookups.ts';
import { StoredRows } from './peers/rows/stored-rows.ts';
import { type Turn, takeTurn } from './peers/throughput.ts';
import { orderOf } from './peers/turns.ts';
import type { Report } from './report.ts';

export interface PipelineOptions {
  /** Under which the result is kept: a long topic is another measurement than a short one. */
  readonly bench: string;
  /** None: all. */
  readonly contenders: readonly string[];
  readonly users: number;
  readonly rounds: number;
  /** For how long each rate is held to measure the time from record to row; undefined: it is left out. */
  readonly latencySeconds: number | undefined;
}

/**
 * From the topic into both stores by several ways, which take turns: first each of them with the same users of the topic,
 * then, at steady rates, those that follow it. What each of them is, and how it is measured: bench/peers/README.md.
 */
export async function benchPipeline(stack: BenchStack, options: PipelineOptions): Promise<Report> {
  await stack.startAnew(options.users);
  await switchMapping(stack.settings, false);
  const lookups = await openLookups(stack);
  try {
    const stored = await StoredRows.open(stack, lookups, options.users);
    const contenders = await openAll(options.contenders, contextOf(stack, options.users, stored));
    const field = { stack, stored, contenders, failed: new Set<Contender>() };
    const turns = await measureTurns(field, options);
    const latencies = await measureAllLatencies(field, lookups, options);
    const shown = contenders.map(({ name, follows }, index) => ({
      ...{ name, isWhole: follows, turns: turns[index] ?? [], latencies: latencies[index] ?? [] },
    }));
    const figures = { 'contenders that failed, and are left out': field.failed.size };
    return { bench: options.bench, ...measuredOf(shown, options.users), figures };
  } finally {
    await lookups.close();
  }
}

function contextOf(stack: BenchStack, users: number, stored: StoredRows): PeerContext {
  const install: PeerContext['install'] = (part) => {
    stack.report(`${part.name} is installed, unless it is ...`);
    return installPart(part, stack.settings.cacheDir, () => undefined);
  };
  return { stack, users, stored, install };
}

/** In the order of the catalogue: the first one is what the others are compared with. */
async function openAll(chosen: readonly string[], context: PeerContext): Promise<Contender[]> {
  const names = peerNames.filter((name: PeerName) => chosen.length === 0 || chosen.includes(name));
  const contenders: Contender[] = [];
  for (const name of names) contenders.push(await catalogue[name](context));
  return contenders;
}

interface Field {
  readonly stack: BenchStack;
  readonly stored: StoredRows;
  readonly contenders: readonly Contender[];
  /** Those whose work was not as it should be: they take no further turn. */
  readonly failed: Set<Contender>;
}

/** @returns by contender, then by round */
function measureTurns(field: Field, { rounds, users }: PipelineOptions): Promise<Turn[][]> {
  const { stack, stored } = field;
  return inRounds(field, rounds, async (contender, round) => {
    const turn = await takeTurn(stack, contender, stored);
    const rate = Math.round(users / turn.seconds);
    stack.report(`round ${round}, ${contender.name}: ${rate} records/s after a start of ${turn.startSeconds} s`);
    return turn;
  });
}

/** Each in a process that has just started, warmed up at every rate. @returns by contender, then by round */
async function measureAllLatencies(
  field: Field,
  lookups: Lookups,
  { rounds, latencySeconds: seconds }: PipelineOptions,
): Promise<ReadonlyMap<number, Latency>[][]> {
  if (seconds === undefined) return [];
  const { stack, stored } = field;
  return inRounds(field, rounds, async (contender, round) => {
    if (!contender.follows) return new Map();
    await stack.emptyStores();
    stack.report(`round ${round}, ${contender.name}: from record to row ...`);
    try {
      await contender.start('end');
      return await measureLatencies(contender, { stack, lookups, frame: stored.frame, seconds });
    } finally {
      await contender.stop();
    }
  });
}

/**
 * Who fails is named and left out, so that a long measurement of the others is not lost by it.
 * @returns by contender, then by round; nothing of one that has failed
 */
async function inRounds<Result>(
  { stack, contenders, failed }: Field,
  rounds: number,
  work: (contender: Contender, round: number) => Promise<Result>,
): Promise<Result[][]> {
  const results = new Map(contenders.map((contender): [Contender, Result[]] => [contender, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const contender of orderOf(contenders, round)) {
      if (failed.has(contender)) continue;
      try {
        results.get(contender)?.push(await work(contender, round));
      } catch (error) {
        stack.report(`${contender.name} fails in round ${round}, and is left out: ${(error as Error).stack}`);
        failed.add(contender);
        results.set(contender, []);
      }
    }
  }
  return [...results.values()];
}
