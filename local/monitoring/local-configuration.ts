import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loopback } from '../services/service.ts';
import type { Ports } from '../settings.ts';

export const alertsFile = join(import.meta.dirname, 'alerts.yml');
const containersFile = join(import.meta.dirname, 'prometheus.yml');

export interface LocalOptions {
  readonly ports: Pick<Ports, 'console' | 'eventSourceMapping'>;
  /** Of Prometheus itself. */
  readonly port: number;
  /** @default - those of the pipeline */
  readonly rulesFile?: string;
}

/** The configuration for the containers, with this machine's addresses in the place of theirs. */
export function localConfiguration({ ports, port, rulesFile = alertsFile }: LocalOptions): string {
  const changes = {
    'console:18083': `${loopback}:${ports.console}`,
    'event-source-mapping:18081': `${loopback}:${ports.eventSourceMapping}`,
    'localhost:9090': `${loopback}:${port}`,
    // Paths are relative to the file's own.
    'alerts.yml': JSON.stringify(rulesFile),
  };
  return Object.entries(changes).reduce(
    (text, [there, here]) => replaced(text, `[${there}]`, `[${here}]`),
    readFileSync(containersFile, 'utf8'),
  );
}

function replaced(text: string, before: string, after: string): string {
  if (!text.includes(before)) throw new Error(`${containersFile} has no ${before}.`);
  return text.replace(before, () => after);
}
