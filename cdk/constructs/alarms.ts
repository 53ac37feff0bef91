import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  type IMetric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic as AlarmTopic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { brokerDisks, storeTimes, usersCounted, type Watched } from './metrics.ts';

export interface AlarmsProps extends Watched {
  readonly stage: Pick<Stage, 'alarmEmail' | 'maximumOffsetLag' | 'maximumStoreMs' | 'database'>;
}

type AlarmOptions = Pick<AlarmProps, 'alarmDescription'> & Partial<AlarmProps>;

// A day, and some time for a run that is late.
const hoursWithoutRun = 26;
const fiveMinutes = Duration.minutes(5);
const count = { period: fiveMinutes, statistic: Stats.SUM };
const fullDiskPercent = 80;
/** RDS enlarges a storage of which a tenth is left, up to the maximum: below a twentieth it does so no more. */
const freeStorageShare = 1 / 20;
const bytesOfGb = 1024 ** 3;

/** What a person should know of, sent to one SNS topic. Nothing in an alarm is about a user, so it needs no key. */
export class Alarms extends Construct {
  readonly topic: AlarmTopic;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.topic = new AlarmTopic(this, 'Topic', { topicName: 'users-pipeline-alarms', enforceSSL: true });
    if (props.stage.alarmEmail) this.topic.addSubscription(new EmailSubscription(props.stage.alarmEmail));
    this.watchFetch(props);
    this.watchSink(props);
    this.watchStores(props);
  }

  private watchFetch({ fetch, schedule }: AlarmsProps): void {
    this.warn('users-fetch-errors', fetch.metricErrors(count), {
      alarmDescription: 'A run failed. Its row in pipeline_runs and its log say why; Lambda tries it twice more.',
    });
    this.warn('users-fetch-missing', fetch.metricInvocations({ period: Duration.hours(1), statistic: Stats.SUM }), {
      alarmDescription: `No run began for ${hoursWithoutRun} hours. Is the rule users-daily enabled? Backfill the date.`,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: hoursWithoutRun,
      treatMissingData: TreatMissingData.BREACHING,
    });
    this.warn('users-fetch-rejected', usersCounted(fetch).rejected, {
      alarmDescription:
        'Users were rejected: the row in pipeline_runs says why. Mend the cause, and run the date with "rerun": true.',
    });
    this.warn('users-fetch-failures-not-empty', depth(schedule.undelivered), {
      alarmDescription: 'A run was given up or never delivered: users-fetch-failures has its event. Backfill its date.',
    });
  }

  private watchSink({ sink, mapping, stage }: AlarmsProps): void {
    this.warn('users-sink-errors', sink.metricErrors(count), {
      alarmDescription: 'The sink keeps failing. Its records are retried; its log says why.',
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
    });
    this.warn('users-sink-throttles', sink.metricThrottles(count), {
      alarmDescription: "Lambda throttles the sink: the account's concurrency is used up.",
    });
    this.warn('users-sink-failures-not-empty', depth(mapping.failures), {
      alarmDescription: 'Records were given up: users-sink-failures says which. Mend the cause, then redrive them.',
    });
    this.warn('users-sink-lag', sink.metric('OffsetLag', { period: fiveMinutes, statistic: Stats.MAXIMUM }), {
      alarmDescription: 'The sink falls behind the topic.',
      threshold: stage.maximumOffsetLag,
      evaluationPeriods: 3,
    });
  }

  private watchStores({ sink, cluster, database, stage }: AlarmsProps): void {
    for (const [store, milliseconds] of storeTimes(sink, Stats.p(99))) {
      this.warn(`users-${store.toLowerCase()}-slow`, milliseconds, {
        alarmDescription: `${store} takes long for a batch: it is slow, or away and waited for. The sink's log says which.`,
        threshold: stage.maximumStoreMs,
        evaluationPeriods: 3,
        datapointsToAlarm: 2,
      });
    }
    for (const [index, disk] of brokerDisks(cluster).entries()) {
      this.warn(`users-broker-${index + 1}-disk`, disk, {
        alarmDescription: "A broker's disk fills up, and a full one stops it. Enlarge the volumes: storageGb.",
        threshold: fullDiskPercent,
        evaluationPeriods: 3,
      });
    }
    this.warn('users-database-storage', database.instance.metricFreeStorageSpace({ period: fiveMinutes }), {
      alarmDescription: "The database's storage runs out and grows no more: raise maximumStorageGb.",
      threshold: stage.database.storageGb * bytesOfGb * freeStorageShare,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 3,
    });
  }

  /** Fires at one or more within one period, unless the options say otherwise. */
  private warn(alarmName: string, metric: IMetric, options: AlarmOptions): void {
    const alarm = new Alarm(this, alarmName, {
      alarmName,
      metric,
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...options,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }
}

function depth(queue: Queue): IMetric {
  return queue.metricApproximateNumberOfMessagesVisible({ period: fiveMinutes, statistic: Stats.MAXIMUM });
}
