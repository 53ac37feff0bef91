import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alertsFile, localConfiguration } from '../../../../local/monitoring/local-configuration.ts';
import { findPrograms } from '../../../../local/monitoring/programs.ts';
import { freePort } from '../../../../local/processes/ports.ts';
import type { Settings } from '../../../../local/settings.ts';
import { eventually } from '../../../support/eventually.ts';
import { quickerConfiguration, quickerRules } from './quicker.ts';

export interface Alert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly state: 'pending' | 'firing';
}

export interface OwnPrometheus {
  /** Those that fire now or soon. */
  alerts(): Promise<readonly Alert[]>;
  /** The health of each target by its job. */
  targets(): Promise<Readonly<Record<string, string>>>;
  /** @throws Error with what Prometheus says of a query that it does not understand */
  query(expression: string): Promise<readonly unknown[]>;
  stop(): Promise<void>;
}

const timeoutMs = 30_000;

/** Debian's Prometheus on a stack, with the pipeline's rules in less time. */
export async function startPrometheus(settings: Settings, directory: string): Promise<OwnPrometheus> {
  const port = await freePort();
  const rulesFile = join(directory, 'alerts.yml');
  const file = join(directory, 'prometheus.yml');
  writeFileSync(rulesFile, quickerRules(readFileSync(alertsFile, 'utf8')));
  writeFileSync(file, quickerConfiguration(localConfiguration({ ports: settings.ports, port, rulesFile })));
  const options = [`config.file=${file}`, `storage.tsdb.path=${join(directory, 'data')}`];
  const program = spawn(
    findPrograms(settings).prometheus,
    [...options, `web.listen-address=127.0.0.1:${port}`].map((option) => `--${option}`),
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  program.stderr.on('data', (text) => {
    log = `${log}${text}`.slice(-4000);
  });
  const ended = once(program, 'exit');
  const ask = async (path: string) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`, { signal });
    const { data, error } = (await response.json()) as { data: unknown; error?: string };
    if (error !== undefined) throw new Error(`${decodeURIComponent(path)}: ${error}`);
    return data;
  };
  const own: OwnPrometheus = {
    async alerts() {
      const { alerts } = (await ask('alerts')) as { alerts: Alert[] };
      return alerts;
    },
    async targets() {
      const { activeTargets } = (await ask('targets')) as { activeTargets: Target[] };
      return Object.fromEntries(activeTargets.map(({ labels, health }) => [labels.job, health]));
    },
    async query(expression) {
      const { result } = (await ask(`query?query=${encodeURIComponent(expression)}`)) as { result: unknown[] };
      return result;
    },
    async stop() {
      program.kill();
      await ended;
    },
  };
  await eventually(async () => {
    if (program.exitCode !== null) throw new Error(`Prometheus has ended: ${log}`);
    await own.targets();
  }, timeoutMs);
  return own;
}

interface Target {
  readonly labels: { readonly job: string };
  readonly health: string;
}
