import { createClients, listMappings } from './clients.ts';
import { reportSender, StateReporter } from './state-reporter.ts';
import { bootstrapServersFinder } from './worker/bootstrap-servers.ts';
import { defaultTuning, type PollerTuning, pollerOpener } from './worker/open-poller.ts';
import { Supervisor } from './worker/supervisor.ts';

export interface EventSourceMappingsOptions {
  readonly endpointUrl: string;
  readonly region: string;
  /** UUIDs of the only mappings to serve; none: all. */
  readonly mappings: readonly string[];
  readonly log: (line: string) => void;
  readonly tuning?: PollerTuning;
}

const listEveryMs = 1000;
const lagEveryMs = 2000;
const reportGapMs = 100;
const askForReportsEveryMs = 60_000;

/** Serves the Kafka event source mappings of an endpoint, from `start` to `stop`. */
export function eventSourceMappings({ endpointUrl, region, mappings, log, tuning }: EventSourceMappingsOptions) {
  const clients = createClients({ endpointUrl, region });
  const findBootstrapServers = bootstrapServersFinder(clients.kafka);
  const reporter = new StateReporter({
    send: reportSender(endpointUrl),
    log,
    gapMs: reportGapMs,
    askAgainMs: askForReportsEveryMs,
  });
  return new Supervisor({
    listMappings: () => listMappings(clients.lambda),
    onlyMappings: new Set(mappings),
    listEveryMs,
    listBackoff: { firstMs: 500, maxMs: 4000 },
    report: (statuses) => reporter.report(statuses),
    worker: {
      openPoller: pollerOpener(
        { lambda: clients.invoking, sqs: clients.sqs, findBootstrapServers },
        tuning ?? defaultTuning,
      ),
      log,
      restartBackoff: { firstMs: 500, maxMs: 5000 },
      lagEveryMs,
    },
  });
}
