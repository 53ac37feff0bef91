import { createClients, listMappings } from './clients.ts';
import { CloudWatchPublisher } from './metrics/cloudwatch-publisher.ts';
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
// AWS tells each minute; nobody wants to wait for that on a laptop.
const metricsEveryMs = 10_000;

/** Serves the Kafka event source mappings of an endpoint, from `start` to `stop`. */
export function eventSourceMappings({ endpointUrl, region, mappings, log, tuning }: EventSourceMappingsOptions) {
  const clients = createClients({ endpointUrl, region });
  const findBootstrapServers = bootstrapServersFinder(clients.kafka);
  const supervisor = new Supervisor({
    listMappings: () => listMappings(clients.lambda),
    onlyMappings: new Set(mappings),
    listEveryMs,
    listBackoff: { firstMs: 500, maxMs: 4000 },
    worker: {
      openPoller: pollerOpener({ ...clients, lambda: clients.invoking, findBootstrapServers }, tuning ?? defaultTuning),
      log,
      restartBackoff: { firstMs: 500, maxMs: 5000 },
      lagEveryMs,
    },
  });
  const cloudWatch = new CloudWatchPublisher(clients.cloudWatch, () => supervisor.statuses(), log);
  return {
    supervisor,
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
