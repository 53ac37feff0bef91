import pg from 'pg';
import { withKafkaAdmin } from '../local/deployment/kafka-admin.ts';
import { loopback } from '../local/services/service.ts';
import type { BenchStack } from './bench-stack.ts';
import { percentile } from './percentile.ts';
import { type Report, round, type Series } from './report.ts';

/** No view asks for longer than this, however much is stored. */
const limitMs = 300;

/** What addresses name of the stack. */
interface Stored {
  readonly id: string;
  readonly name: string;
  /** Of one partition, half way. */
  readonly offset: number;
}

/** What the views ask for, by what a person would call it. */
const addresses: Readonly<Record<string, (stored: Stored) => string>> = {
  overview: () => '/api/overview',
  runs: () => '/api/runs',
  calendar: () => '/api/runs/calendar',
  schedule: () => '/api/runs/schedule',
  topics: () => '/api/topics',
  'a topic': () => '/api/topics/users_created',
  'messages, newest': () => '/api/topics/users_created/messages',
  'messages, oldest': () => '/api/topics/users_created/messages?begin=oldest&direction=newer',
  'messages by offset': ({ offset }) => `/api/topics/users_created/messages?begin=${offset}&direction=newer`,
  'messages by time': () => `/api/topics/users_created/messages?begin=${new Date(Date.now() - 60_000).toISOString()}`,
  'a message': ({ offset }) => `/api/topics/users_created/messages/0/${offset}`,
  schemas: () => '/api/schemas',
  mappings: () => '/api/mappings',
  'dead letters': () => '/api/dead-letters',
  replays: () => '/api/dead-letters/replays',
  users: () => '/api/users',
  'users by name': ({ name }) => `/api/users?q=${encodeURIComponent(name)}`,
  'users by id': ({ id }) => `/api/users?q=${id}`,
  'a user': ({ id }) => `/api/users/${id}`,
  alarms: () => '/api/alarms',
  audit: () => '/api/audit',
  jobs: () => '/api/jobs',
  metrics: () => '/metrics',
};

/** How long the console itself takes to answer what its views ask for, by its own Server-Timing. */
export async function benchConsole(stack: BenchStack, users: number, requests: number): Promise<Report> {
  await stack.startAnew(users);
  const stored = await whatIsStored(stack);
  const base = `http://${loopback}:${stack.settings.ports.console}`;
  const series: Series[] = [];
  for (const [name, address] of Object.entries(addresses)) {
    const path = address(stored);
    // The first one opens connections.
    const { status } = await serverMs(base + path);
    if (status !== 200) stack.report(`${name}: ${path} answers ${status}, and is left out`);
    else
      series.push({ name, unit: 'ms', values: await repeat(requests, async () => (await serverMs(base + path)).ms) });
  }
  const slow = series.filter(({ values }) => percentile(values, 95) > limitMs);
  const p95 = series.map(({ name, values }) => [`${name}, p95`, round(percentile(values, 95))]);
  const figures = { ...Object.fromEntries(p95), [`views with a p95 above ${limitMs} ms`]: slow.length };
  return { bench: 'console', series, ratios: [], figures };
}

async function whatIsStored(stack: BenchStack): Promise<Stored> {
  const database = new pg.Client(await stack.postgres());
  await database.connect();
  const { rows } = await database
    .query<{ id: string; last_name: string }>('SELECT id, last_name FROM created_users LIMIT 1')
    .finally(() => database.end());
  const partitions = await withKafkaAdmin(stack.settings, (admin) => admin.fetchTopicOffsets(stack.topic));
  const first = partitions.find(({ partition }) => partition === 0);
  const offset = Math.floor((Number(first?.low) + Number(first?.high)) / 2);
  return { id: rows[0]?.id ?? '', name: rows[0]?.last_name ?? '', offset };
}

async function serverMs(url: string): Promise<{ status: number; ms: number }> {
  const response = await fetch(url);
  await response.arrayBuffer();
  const [, total = ''] = /total;dur=([\d.]+)/.exec(response.headers.get('server-timing') ?? '') ?? [];
  return { status: response.status, ms: Number(total) };
}

/** One after the other, as a page asks. */
async function repeat(times: number, measure: () => Promise<number>): Promise<number[]> {
  const values: number[] = [];
  for (let number = 0; number < times; number += 1) values.push(await measure());
  return values;
}
