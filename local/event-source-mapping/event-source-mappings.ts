import { kafkaAccessFinder } from './access/find-kafka-access.ts';
import { secretReader } from './access/read-secret.ts';
import { createClients, listMappings } from './clients.ts';
import type { Health } from './health.ts';
import { readMappingFile } from './mapping-file.ts';
import { CloudWatchPublisher } from './metrics/cloudwatch-publisher.ts';
import { reportSender, StateReporter } from './state-reporter.ts';
import { systemLogOpener } from './system-log/open-system-log.ts';
import { pollerOpener } from './worker/open-poller.ts';
import { Supervisor } from './worker/supervisor.ts';

export interface EventSourceMappingsOptions {
  readonly endpointUrl: string;
  readonly region: string;
  /** UUIDs of the only mappings to serve; none: all. */
  readonly mappings: readonly string[];
  /** A file that has the mappings, instead of the endpoint. */
  readonly mappingFile: string | undefined;
  /** Most invocations under way for a mapping on demand. */
  readonly concurrency: number;
  readonly log: (line: string) => void;
}

const tuning = { bufferBytes: 64 * 1024 * 1024, retryBackoff: { firstMs: 100, maxMs: 10_000 } };
const listEveryMs = 1000;
const lagEveryMs = 2000;
const reportGapMs = 100;
const askForReportsEveryMs = 60_000;
// AWS tells each minute; nobody wants to wait for that on a laptop.
const metricsEveryMs = 10_000;

/** Serves the Kafka event source mappings of an endpoint or a file, from `start` to `stop`. */
export function eventSourceMappings(options: EventSourceMappingsOptions) {
  const { endpointUrl, region, mappings, mappingFile, concurrency, log } = options;
  const clients = createClients({ endpointUrl, region });
  const readSecret = secretReader(clients.secrets);
  const findKafkaAccess = kafkaAccessFinder(clients.kafka, readSecret);
  const reporter = new StateReporter({
    send: reportSender(endpointUrl),
    log,
    gapMs: reportGapMs,
    askAgainMs: askForReportsEveryMs,
  });
  const supervisor = new Supervisor({
    listMappings: () => (mappingFile ? readMappingFile(mappingFile, region) : listMappings(clients.lambda)),
    onlyMappings: new Set(mappings),
    listEveryMs,
    listBackoff: { firstMs: 500, maxMs: 4000 },
    // The endpoint knows nothing of the mappings that a file has.
    report: (statuses) => {
      if (!mappingFile) reporter.report(statuses);
    },
    worker: {
      openPoller: pollerOpener(
        { ...clients, lambda: clients.invoking, findKafkaAccess, readSecret },
        { ...tuning, concurrentInvocations: concurrency },
      ),
      openSystemLog: systemLogOpener(clients),
      log,
      restartBackoff: { firstMs: 500, maxMs: 5000 },
      lagEveryMs,
    },
  });
  const cloudWatch = new CloudWatchPublisher(clients.cloudWatch, () => supervisor.statuses(), log);
  return {
    status: (): Health => ({
      ready: supervisor.ready,
      endpointUrl,
      problem: supervisor.problem ?? null,
      mappings: supervisor.statuses(),
    }),
    start: () => {
      supervisor.start();
      cloudWatch.start(metricsEveryMs);
    },
    /** Ends within about the time given. */
    stop: async (graceMs: number) => {
      await supervisor.stop(graceMs);
      await cloudWatch.stop();
    },
  };
}
