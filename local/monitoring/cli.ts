import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { loopback } from '../services/service.ts';
import { readSettings, type Settings } from '../settings.ts';
import { rememberedPorts } from '../stack.ts';
import { localConfiguration } from './local-configuration.ts';
import { findPrograms } from './programs.ts';

const projectDir = join(import.meta.dirname, '..', '..');
const keptFor = '7d';

const command = new Command('npm run prometheus')
  .description(
    `Prometheus with the pipeline's alert rules, on the stack that runs on this machine, until Ctrl-C. Listens on ${loopback}; what it has measured is kept for ${keptFor}.`,
  )
  .option('--port <n>', 'its port', parsePort, 19_090)
  .action(({ port }: { port: number }) => run(readSettings(process.env, projectDir, rememberedPorts), port));

await command.parseAsync().catch((error: Error) => command.error(error.message));

function run(settings: Settings, port: number): void {
  const { prometheus } = findPrograms(settings);
  const file = join(settings.stateDir, 'config', 'prometheus', 'prometheus.yml');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, localConfiguration({ ports: settings.ports, port }));
  const options = {
    'config.file': file,
    'storage.tsdb.path': join(settings.stateDir, 'data', 'prometheus'),
    'storage.tsdb.retention.time': keptFor,
    'web.listen-address': `${loopback}:${port}`,
  };
  console.log(`Alerts and queries: http://${loopback}:${port}`);
  const program = spawn(
    prometheus,
    Object.entries(options).map(([name, value]) => `--${name}=${value}`),
    { stdio: 'inherit' },
  );
  program.on('error', (error) => command.error(`${prometheus}: ${error.message}`));
  program.on('exit', (code) => process.exit(code ?? 1));
  // Ctrl-C reaches it by itself: this program ends after it.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => program.kill());
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1024 && port <= 65_535) return port;
  throw new InvalidArgumentError('It has to be a port from 1024 to 65535.');
}
