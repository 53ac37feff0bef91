import { kafkaAccessFinder } from './access/find-kafka-access.ts';
import { secretReader } from './access/read-secret.ts';
import { createClients, listMappings } from './clients.ts';
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

/** Serves the Kafka event source mappings of an endpoint, from `start` to `stop`. */
export function eventSourceMappings({ endpointUrl, region, mappings, log, tuning }: EventSourceMappingsOptions) {
  const clients = createClients({ endpointUrl, region });
  const findKafkaAccess = kafkaAccessFinder(clients.kafka, secretReader(clients.secrets));
  return new Supervisor({
    listMappings: () => listMappings(clients.lambda),
    onlyMappings: new Set(mappings),
    listEveryMs,
    listBackoff: { firstMs: 500, maxMs: 4000 },
    worker: {
      openPoller: pollerOpener(
        { lambda: clients.invoking, sqs: clients.sqs, findKafkaAccess },
        tuning ?? defaultTuning,
      ),
      log,
      restartBackoff: { firstMs: 500, maxMs: 5000 },
      lagEveryMs,
    },
  });
}
