import { setTimeout as wait } from 'node:timers/promises';
import { describeMissedDays, findMissedDays } from '../deployment/missed-days.ts';
import type { ServiceStatus } from '../stack.ts';
import type { Platform } from './platform.ts';

export async function status(platform: Platform, { json }: { json?: boolean }): Promise<void> {
  const all = await platform.status();
  const byName = Object.fromEntries(all.map(({ name, connection, ...state }) => [name, { ...state, ...connection }]));
  if (json) {
    process.stdout.write(`${JSON.stringify(byName, null, 2)}\n`);
    return;
  }
  process.stdout.write(table(all));
  const missed = await missedDays(platform, all);
  if (missed) process.stdout.write(`${missed}\n`);
}

/** The database is asked only where it can answer, and not waited for: the status is about the services. */
async function missedDays(platform: Platform, all: readonly ServiceStatus[]): Promise<string | undefined> {
  const away = all.some(({ name, state }) => databaseNeeds.includes(name) && state !== 'running');
  if (away) return undefined;
  const asked = findMissedDays(platform.settings).then(describeMissedDays, () => undefined);
  return Promise.race([asked, wait(patienceMs, undefined, { ref: false })]);
}

const databaseNeeds = ['localstack', 'emulator', 'control-plane'];
const patienceMs = 3000;

function table(all: readonly ServiceStatus[]): string {
  const rows = all.map(({ name, state, pid, container, memoryMib, connection }) => [
    name,
    state,
    pid ? `pid ${pid}` : (container ?? ''),
    memoryMib === null ? '' : `${Math.round(memoryMib)} MiB`,
    describeAddress(connection),
  ]);
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const total = all.reduce((sum, { memoryMib }) => sum + (memoryMib ?? 0), 0);
  const passwords = 'Passwords: npm run --silent status -- --json';
  return `${lines.join('\n')}\n\n${Math.round(total)} MiB in all. ${passwords}\n`;
}

/** The part of a connection that says where. */
export function describeAddress(connection: Readonly<Record<string, unknown>>): string {
  const { contactPoints, port, databases } = connection;
  if (Array.isArray(contactPoints)) return `${contactPoints.join(',')}:${port}`;
  if (Array.isArray(databases) && databases.length > 0)
    return `${connection.health}, PostgreSQL ${databases.join(', ')}`;
  return String(connection.endpoint ?? connection.bootstrapServers ?? connection.url ?? connection.health ?? '');
}
