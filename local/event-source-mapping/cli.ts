import { Command, InvalidArgumentError } from 'commander';
import { eventSourceMappings } from './event-source-mappings.ts';
import { startHealthServer } from './health-server.ts';
import { prometheusMetrics } from './metrics/prometheus.ts';

interface Options {
  readonly endpointUrl: string;
  readonly region: string;
  readonly port: number;
  readonly mapping: string[];
}

// For invocations under way.
const stopGraceMs = 7000;
// What is not resolved by then is not committed either, so that leaving it is always right.
const exitMs = 10_000;

const command = new Command('event-source-mapping')
  .description('Polls Kafka for the event source mappings of a Lambda endpoint and invokes their functions.')
  .requiredOption('--endpoint-url <url>', 'the AWS endpoint, such as http://127.0.0.1:4566', parseUrl)
  .option('--region <name>', 'region of the mappings', process.env.AWS_REGION ?? 'us-east-1')
  .option('--port <number>', 'port of GET /health and GET /metrics on 127.0.0.1', parsePort, 18081)
  .option(
    '--mapping <uuid>',
    'serve only this mapping; can be given several times',
    (uuid, all: string[]) => [...all, uuid],
    [],
  )
  .action(serve);

await command.parseAsync();

async function serve({ endpointUrl, region, port, mapping }: Options): Promise<void> {
  const log = (line: string) => console.log(`${new Date().toISOString()} ${line}`);
  const running = eventSourceMappings({ endpointUrl, region, mappings: mapping, log });
  const { supervisor } = running;
  const health = () => ({
    ready: supervisor.ready,
    endpointUrl,
    problem: supervisor.problem ?? null,
    mappings: supervisor.statuses(),
  });
  const metrics = prometheusMetrics(() => supervisor.statuses());
  const server = await startHealthServer(port, { health, metrics }).catch((error: Error) =>
    command.error(`Port ${port} cannot be listened on: ${error.message}. Choose another with --port.`),
  );
  running.start();

  const end = async (signal: NodeJS.Signals) => {
    log(`${signal}: ending`);
    server.close();
    setTimeout(() => process.exit(0), exitMs).unref();
    await running.stop(stopGraceMs);
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
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new InvalidArgumentError('It is not a port from 1 to 65535.');
  return port;
}
