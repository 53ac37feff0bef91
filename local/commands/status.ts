import { pipelineServices } from '../services/all-services.ts';
import type { Settings } from '../settings.ts';
import { type ServiceStatus, Stack } from '../stack.ts';

export async function status(settings: Settings, { json }: { json?: boolean }): Promise<void> {
  const stack = new Stack(settings);
  const all = await Promise.all(pipelineServices.map((service) => stack.status(service)));
  const byName = Object.fromEntries(all.map(({ name, connection, ...state }) => [name, { ...state, ...connection }]));
  process.stdout.write(json ? `${JSON.stringify(byName, null, 2)}\n` : table(all));
}

function table(all: readonly ServiceStatus[]): string {
  const rows = all.map(({ name, state, pid, memoryMib, connection }) => [
    name,
    state,
    pid === null ? '' : `pid ${pid}`,
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
