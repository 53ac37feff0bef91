import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { EventSourceMapping, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { metricsNamespace, storeNames, storeTimeMetric, usersMetrics } from '../../lambdas/core/metric-names.ts';
import type { Cluster } from './cluster.ts';
import type { Database } from './database.ts';

/** The parts of the pipeline that the alarms and the dashboard look at. */
export interface Watched {
  readonly fetch: LambdaFunction;
  readonly sink: LambdaFunction;
  readonly schedule: { readonly undelivered: Queue };
  readonly mapping: { readonly mapping: EventSourceMapping; readonly failures: Queue };
  readonly cluster: Cluster;
  readonly database: Database;
}

const period = Duration.minutes(5);

/** How long each store takes for a batch, in milliseconds, as the sink measures it; by the store's name. */
export function storeTimes(sink: LambdaFunction, statistic: string): Map<string, Metric> {
  const dimensionsMap = { service: sink.functionName };
  const metric = (metricName: string) =>
    new Metric({ namespace: metricsNamespace, metricName, dimensionsMap, statistic, period });
  return new Map(Object.values(storeNames).map((name) => [name, metric(storeTimeMetric(name))]));
}

/** How many users were fetched, published and rejected, as the fetch function counts them. */
export function usersCounted(fetch: LambdaFunction) {
  const dimensionsMap = { service: fetch.functionName };
  const metric = (metricName: string) =>
    new Metric({ namespace: metricsNamespace, metricName, dimensionsMap, statistic: Stats.SUM, period });
  const { fetched, published, rejected } = usersMetrics;
  return { fetched: metric(fetched), published: metric(published), rejected: metric(rejected) };
}

/** How full the disk of each broker is, in percent, in the order of the brokers' ids. */
export function brokerDisks({ name, brokers }: Cluster): Metric[] {
  return Array.from({ length: brokers }, (_, index) => {
    const dimensionsMap = { 'Cluster Name': name, 'Broker ID': String(index + 1) };
    return new Metric({
      namespace: 'AWS/Kafka',
      metricName: 'KafkaDataLogsDiskUsed',
      dimensionsMap,
      statistic: Stats.MAXIMUM,
      period,
    });
  });
}
