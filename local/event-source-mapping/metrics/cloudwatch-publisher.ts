import { type CloudWatchClient, type MetricDatum, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { Counts } from '../counts.ts';
import type { MeteredMapping } from './metered-mapping.ts';
import { metricData } from './metric-data.ts';

const namespace = 'AWS/Lambda';
const mostDataInRequest = 1000;

/** Tells CloudWatch of every mapping, period by period. A period that cannot be told is told with the next. */
export class CloudWatchPublisher {
  readonly #client: CloudWatchClient;
  readonly #mappings: () => readonly MeteredMapping[];
  readonly #log: (line: string) => void;
  #told = new Map<string, Counts>();
  #timer: NodeJS.Timeout | undefined;
  #publishing: Promise<void> | undefined;
  #failed = false;

  constructor(client: CloudWatchClient, mappings: () => readonly MeteredMapping[], log: (line: string) => void) {
    this.#client = client;
    this.#mappings = mappings;
    this.#log = log;
  }

  start(everyMs: number): void {
    this.#timer = setInterval(() => {
      this.#publishing ??= this.publish().finally(() => {
        this.#publishing = undefined;
      });
    }, everyMs).unref();
  }

  /** Tells of the last period too. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#publishing;
    await this.publish();
  }

  /** Never rejects: metrics are no reason to stop polling. */
  async publish(): Promise<void> {
    const mappings = this.#mappings();
    const time = new Date();
    const data = mappings.flatMap((mapping) => metricData(mapping, this.#told.get(mapping.uuid), time));
    const counts = new Map(mappings.map((mapping) => [mapping.uuid, mapping.counts]));
    try {
      for (const MetricData of chunks(data)) {
        await this.#client.send(new PutMetricDataCommand({ Namespace: namespace, MetricData }));
      }
      this.#told = counts;
      this.#failed = false;
    } catch (error) {
      if (!this.#failed) this.#log(`CloudWatch does not take metrics, trying on: ${(error as Error).message}`);
      this.#failed = true;
    }
  }
}

function* chunks(data: readonly MetricDatum[]): Generator<MetricDatum[]> {
  for (let start = 0; start < data.length; start += mostDataInRequest)
    yield data.slice(start, start + mostDataInRequest);
}
