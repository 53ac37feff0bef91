import { maximumUsers } from '../../lambdas/core/users-per-run.ts';
import { fetchUsers } from '../../local/deployment/fetch-users.ts';
import { victims } from '../../test/fault/faults/victims.ts';
import type { BenchStack } from '../bench-stack.ts';
import { switchMapping } from '../mapping.ts';
import { watchUsage } from '../peers/usage/watch-usage.ts';
import { type Measured, ratio, round, type Series, secondsOf, together } from '../report.ts';
import { fitLine, fitPower, type Point } from './line.ts';

const timeoutMs = 1_800_000;
const dayMs = 86_400_000;

/** What one half of the pipeline took for so many users. */
interface Took {
  readonly users: number;
  readonly seconds: number;
  /** Of its processes together, at most. */
  readonly mib: number;
}

/**
 * Each size is fetched while nobody reads the topic, and then brought from there into empty stores.
 * @param sizes numbers of users, from small to large
 */
export async function measureUsers(stack: BenchStack, sizes: readonly number[]): Promise<Measured> {
  await stack.startAnew(1);
  await switchMapping(stack.settings, false);
  const halves = { 'users-fetch': [] as Took[], 'poller and users-sink': [] as Took[] };
  const dates = datesFrom('2026-01-02');
  for (const users of sizes) {
    const fetched = await fetchThem(stack, users, dates);
    await stack.emptyStores();
    const stored = await storeThem(stack, users);
    halves['users-fetch'].push(fetched);
    halves['poller and users-sink'].push(stored);
    stack.report(`${users.toLocaleString('en')} users: fetched in ${shown(fetched)}, stored in ${shown(stored)}`);
  }
  return together(Object.entries(halves).map(([name, all]) => growthOf(name, all)));
}

function shown({ seconds, mib }: Took): string {
  return `${round(seconds)} s with ${Math.round(mib)} MiB`;
}

/** Each size has dates of its own, and so users of its own. */
function* datesFrom(first: string): Generator<string, never> {
  for (let at = Date.parse(first); ; at += dayMs) yield new Date(at).toISOString().slice(0, 10);
}

/** A run has a largest number of users: more are those of several dates. */
async function fetchThem({ settings }: BenchStack, users: number, dates: Iterator<string, never>): Promise<Took> {
  const { fetch } = victims(settings);
  return took(
    users,
    () => fetch.pids(),
    async () => {
      for (let left = users; left > 0; left -= maximumUsers) {
        const event = { users: Math.min(left, maximumUsers), date: dates.next().value, trigger: 'manual' } as const;
        await fetchUsers(settings, event, AbortSignal.timeout(timeoutMs));
      }
    },
  );
}

async function storeThem(stack: BenchStack, users: number): Promise<Took> {
  const { poller, sink } = victims(stack.settings);
  const stored = await took(
    users,
    () => [...poller.pids(), ...sink.pids()],
    async () => {
      await switchMapping(stack.settings, true);
      await stack.awaitStored();
    },
  );
  await switchMapping(stack.settings, false);
  await stack.requireRows(users);
  return stored;
}

async function took(users: number, pids: () => number[], work: () => Promise<unknown>): Promise<Took> {
  const usageSince = watchUsage(
    () => ({ own: pids() }),
    () => [],
  );
  const seconds = await secondsOf(work);
  return { users, seconds, mib: usageSince().peakMib };
}

/** A figure for each size, and what follows for a further user. */
export function growthOf(name: string, all: readonly Took[]): Measured {
  const series = (what: string, unit: string, of: (took: Took) => number): Series[] =>
    all.map((one) => ({ name: `${name}, ${one.users.toLocaleString('en')} users${what}`, unit, values: [of(one)] }));
  const perUser = series(', time of each', 'µs', ({ seconds, users }) => (seconds / users) * 1e6);
  const times = all.map(({ users: x, seconds: y }): Point => ({ x, y }));
  const memory = all.map(({ users: x, mib: y }): Point => ({ x, y }));
  const [smallest, largest] = [perUser[0], perUser.at(-1)];
  return {
    series: [
      ...series('', 's', ({ seconds }) => seconds),
      ...perUser,
      ...series(', memory at most', 'MiB', ({ mib }) => mib),
    ],
    ratios: smallest && largest && all.length > 1 ? [ratio(largest, smallest, 'less')] : [],
    figures: {
      [`${name}: the time grows with the users to the power of`]: round(fitPower(times)),
      [`${name}: µs for a further user`]: round(fitLine(times).slope * 1e6),
      [`${name}: MiB for a further million users`]: round(fitLine(memory).slope * 1e6),
    },
  };
}
