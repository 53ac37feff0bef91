import { Command, InvalidArgumentError, Option } from 'commander';
import { eventSourceMappings } from './event-source-mappings.ts';
import { startHealthServer } from './health-server.ts';
import { prometheusMetrics } from './metrics/prometheus.ts';
import { defaultConcurrency, defaultRegion, defaultStopGraceMs, mostConcurrency } from './options.ts';
import { version } from './version.ts';

interface Options {
  readonly endpointUrl: string;
  readonly region: string;
  readonly port: number;
  readonly host: string;
  readonly allowedHost: string[];
  readonly mapping: string[];
  readonly mappingFile?: string;
  readonly concurrency: number;
}

// What is not resolved by then is not committed either, so that leaving it is always right.
const exitMs = 10_000;

const command = new Command('kafka-event-source-mapping')
  .description(
    'Polls Kafka for the event source mappings of a Lambda endpoint and invokes their functions, until Ctrl-C or SIGTERM.',
  )
  .version(version)
  .addOption(
    new Option('--endpoint-url <url>', 'the AWS endpoint, such as http://127.0.0.1:4566')
      .env('AWS_ENDPOINT_URL')
      .argParser(parseUrl)
      .makeOptionMandatory(),
  )
  .addOption(new Option('--region <name>', 'region of the mappings').env('AWS_REGION').default(defaultRegion))
  .option('--port <number>', 'port of GET /health and GET /metrics', parsePort, 18081)
  .option('--host <address>', 'what that port is listened on', '127.0.0.1')
  .addOption(
    new Option('--allowed-host <name>', 'a name that its clients may know it by; can be given several times')
      .argParser((name, all: string[]) => [...all, name])
      .default([], 'localhost and addresses'),
  )
  .addOption(
    new Option('--concurrency <number>', 'most invocations under way for a mapping while they end within seconds')
      .argParser(parseConcurrency)
      .default(defaultConcurrency, 'the number of cores'),
  )
  .addOption(
    new Option('--mapping <uuid>', 'serve only this mapping; can be given several times')
      .argParser((uuid, all: string[]) => [...all, uuid])
      .default([], 'all mappings of the region'),
  )
  .option(
    '--mapping-file <path>',
    'a JSON list of requests of CreateEventSourceMapping to serve, for an endpoint that keeps no Kafka mappings',
  )
  .action(serve);

await command.parseAsync();

async function serve(options: Options): Promise<void> {
  const { endpointUrl, region, port, host, allowedHost: names, mapping, mappingFile, concurrency } = options;
  const log = (line: string) => console.log(`${new Date().toISOString()} ${line}`);
  const running = eventSourceMappings({ endpointUrl, region, mappings: mapping, mappingFile, concurrency, log });
  const metrics = prometheusMetrics(() => running.status().mappings);
  const server = await startHealthServer({ port, host, names }, { health: running.status, metrics }).catch(
    (error: Error) =>
      command.error(`Port ${port} of ${host} cannot be listened on: ${error.message}. Choose another with --port.`),
  );
  running.start();

  const end = async (signal: NodeJS.Signals) => {
    log(`${signal}: ending`);
    server.close();
    setTimeout(() => process.exit(0), exitMs).unref();
    await running.stop(defaultStopGraceMs);
    process.exit(0);
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}

function parseUrl(text: string): string {
  if (!URL.canParse(text)) throw new InvalidArgumentError('It is not a URL.');
  return text;
}

function parsePort(text: string): number {
  return wholeNumber(text, 65_535);
}

function parseConcurrency(text: string): number {
  return wholeNumber(text, mostConcurrency);
}

function wholeNumber(text: string, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= most) return value;
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${most}.`);
}
