import type { Producer } from 'kafkajs';
import { lendProducers } from '../lambdas/core/clients/lend-producers.ts';
import { fetchUsers } from '../local/deployment/fetch-users.ts';
import { loopback } from '../local/services/service.ts';
import type { BenchStack } from './bench-stack.ts';
import { switchMapping } from './mapping.ts';
import { type Report, ratio, type Series } from './report.ts';

const pageSize = 5000;
/** The seed asks for one user at a time, for a minute; ten seconds tell as much. */
const oneByOneSeconds = 10;

/** How fast users come from the API into the topic. Nobody reads the topic meanwhile. */
export async function benchFetch(stack: BenchStack, users: number, rounds: number): Promise<Report> {
  await stack.startAnew(1);
  await switchMapping(stack.settings, false);
  const contenders = {
    'users-fetch': () => runFunction(stack, users),
    'bare loop': () => lendProducers(stack.kafka, async ({ current }) => runPages(stack, await current(), users)),
    'one request a user': () => lendProducers(stack.kafka, async ({ current }) => runOneByOne(stack, await current())),
  };
  const series = Object.keys(contenders).map((name) => ({ name, unit: 'users/s', values: [] as number[] }));
  for (let number = 1; number <= rounds; number += 1) {
    for (const [index, [name, run]] of Object.entries(contenders).entries()) {
      const rate = await run();
      series[index]?.values.push(rate);
      stack.report(`round ${number}, ${name}: ${Math.round(rate)} users/s`);
    }
  }
  const [own, bare, single] = series as unknown as [Series, Series, Series];
  return { bench: 'fetch', series, ratios: [ratio(own, bare), ratio(own, single)], figures: {} };
}

async function runFunction({ settings }: BenchStack, users: number): Promise<number> {
  const begun = performance.now();
  const { published } = await fetchUsers(
    settings,
    { users, date: '2026-01-02', rerun: true, trigger: 'manual' },
    AbortSignal.timeout(900_000),
  );
  return perSecond(published, begun);
}

/** Page after page, as they come, without validation. */
async function runPages(stack: BenchStack, producer: Producer, users: number): Promise<number> {
  const begun = performance.now();
  for (let page = 1; (page - 1) * pageSize < users; page += 1) {
    await publish(stack, producer, await ask(stack, pageSize, page));
  }
  return perSecond(users, begun);
}

async function runOneByOne(stack: BenchStack, producer: Producer): Promise<number> {
  const begun = performance.now();
  let count = 0;
  while (performance.now() - begun < oneByOneSeconds * 1000) {
    await publish(stack, producer, await ask(stack, 1, count + 1));
    count += 1;
  }
  return perSecond(count, begun);
}

async function ask({ settings }: BenchStack, results: number, page: number): Promise<readonly ApiUser[]> {
  const query = new URLSearchParams({ results: String(results), page: String(page), seed: 'bench' });
  const response = await fetch(`http://${loopback}:${settings.ports.randomUserApi}/api/?${query}`);
  return ((await response.json()) as { results: ApiUser[] }).results;
}

interface ApiUser {
  readonly login: { readonly uuid: string };
}

async function publish({ topic }: BenchStack, producer: Producer, users: readonly ApiUser[]): Promise<void> {
  for (let start = 0; start < users.length; start += 1000) {
    const messages = users
      .slice(start, start + 1000)
      .map((user) => ({ key: user.login.uuid, value: JSON.stringify(user) }));
    await producer.send({ topic, acks: -1, messages });
  }
}

function perSecond(count: number, begun: number): number {
  return count / ((performance.now() - begun) / 1000);
}
