import { Duration } from 'aws-cdk-lib';
import { Dashboard as CloudWatchDashboard, GraphWidget, type IMetric, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { EventSourceMapping, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { brokerDisks, storeTimes, usersCounted, type Watched } from './metrics.ts';

const period = Duration.minutes(5);
/** A dashboard is 24 units wide. */
const halfWidth = 12;

/** The pipeline at a glance, in the order in which a user passes: runs, records, what failed, how long it took. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { fetch, sink, schedule, mapping, cluster, database }: Watched) {
    super(scope, id);
    const records = (metricName: string) => mappingMetric(mapping.mapping, metricName, Stats.SUM);
    const disks = brokerDisks(cluster);
    new CloudWatchDashboard(this, 'Resource', {
      dashboardName: 'users-pipeline',
      defaultInterval: Duration.days(7),
      widgets: [
        [graph('Runs', callsOf(fetch)), graph('Batches', callsOf(sink))],
        [
          graph('Records', ['PolledEventCount', 'InvokedEventCount', 'FailedInvokeEventCount'].map(records)),
          graph('Records behind the topic', [mappingMetric(mapping.mapping, 'MaxOffsetLag', Stats.MAXIMUM)]),
        ],
        [
          graph('Dead letters', [waiting(schedule.undelivered), waiting(mapping.failures)]),
          graph(
            'Time for a batch',
            [Stats.p(50), Stats.p(99)].map((statistic) => sink.metricDuration({ statistic, period })),
          ),
        ],
        [
          graph('Time of a store for a batch', [...storeTimes(sink, Stats.p(99)).values()]),
          graph('Free storage of the database', [database.instance.metricFreeStorageSpace({ period })]),
        ],
        [
          graph('Users of the runs', Object.values(usersCounted(fetch))),
          ...(disks.length > 0 ? [graph('Disks of the brokers', disks)] : []),
        ],
      ],
    });
  }
}

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: halfWidth, leftYAxis: { min: 0 } });
}

function callsOf(subject: LambdaFunction): IMetric[] {
  return [subject.metricInvocations({ period }), subject.metricErrors({ period }), subject.metricThrottles({ period })];
}

/** As MetricsConfig has Lambda publish them, by the mapping. */
function mappingMetric(mapping: EventSourceMapping, metricName: string, statistic: string): Metric {
  const dimensionsMap = { EventSourceMappingUUID: mapping.eventSourceMappingId };
  return new Metric({ namespace: 'AWS/Lambda', metricName, dimensionsMap, statistic, period });
}

function waiting(queue: Queue): IMetric {
  return queue.metricApproximateNumberOfMessagesVisible({ period, statistic: Stats.MAXIMUM, label: queue.queueName });
}
