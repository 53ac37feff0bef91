import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  type Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic as AlarmTopic, FilterOrPolicy, SubscriptionFilter } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { brokerDisks, storeTimes, usersCounted, type Watched } from './metrics.ts';
import type { NotifyFunction } from './notify-function.ts';

export interface AlarmsProps extends Watched {
  readonly stage: Pick<Stage, 'alarmEmail' | 'alarmMinutes' | 'maximumOffsetLag' | 'maximumStoreMs' | 'database'>;
  /** Of a stage with a webhook. */
  readonly notify?: NotifyFunction;
}

type AlarmOptions = Pick<AlarmProps, 'alarmDescription'> & Partial<AlarmProps> & { readonly period?: Duration };

// A day, and some time for a run that is late.
const hoursWithoutRun = 26;
const count = { statistic: Stats.SUM };
const undeliveredAlarm = 'users-notify-failures-not-empty';
/** What has begun or ended: each alarm also becomes OK when it is made, of which nobody needs to hear. */
const changes = new SubscriptionFilter([{ NewStateValue: ['ALARM'] }, { OldStateValue: ['ALARM'] }]);
const told = { $or: FilterOrPolicy.filter(changes) };
/** That the webhook fails is not told to the webhook. */
const toldByWebhook = {
  ...told,
  AlarmName: FilterOrPolicy.filter(SubscriptionFilter.stringFilter({ denylist: [undeliveredAlarm] })),
};
const fullDiskPercent = 80;
/** RDS enlarges a storage of which a tenth is left, up to the maximum: below a twentieth it does so no more. */
const freeStorageShare = 1 / 20;
const bytesOfGb = 1024 ** 3;

/** What a person should know of, sent to one SNS topic. Nothing in an alarm is about a user, so it needs no key. */
export class Alarms extends Construct {
  readonly topic: AlarmTopic;
  private readonly period: Duration;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.period = Duration.minutes(props.stage.alarmMinutes);
    this.topic = new AlarmTopic(this, 'Topic', { topicName: 'users-pipeline-alarms', enforceSSL: true });
    this.subscribe(props);
    this.watchFetch(props);
    this.watchSink(props);
    this.watchStores(props);
    this.watchWebhook(props);
  }

  private subscribe({ stage: { alarmEmail }, notify }: AlarmsProps): void {
    if (alarmEmail) {
      this.topic.addSubscription(new EmailSubscription(alarmEmail, { filterPolicyWithMessageBody: told }));
    }
    if (!notify) return;
    const options = { filterPolicyWithMessageBody: toldByWebhook, deadLetterQueue: notify.undelivered };
    this.topic.addSubscription(new LambdaSubscription(notify, options));
  }

  private watchFetch({ fetch, schedule }: AlarmsProps): void {
    this.warn('users-fetch-errors', fetch.metricErrors(count), {
      alarmDescription: 'A run failed. Its row in pipeline_runs and its log say why; Lambda tries it twice more.',
    });
    this.warn('users-fetch-missing', fetch.metricInvocations(count), {
      period: Duration.hours(1),
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
    this.warn('users-sink-lag', sink.metric('OffsetLag', { statistic: Stats.MAXIMUM }), {
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
    this.warn('users-database-storage', database.instance.metricFreeStorageSpace(), {
      alarmDescription: "The database's storage runs out and grows no more: raise maximumStorageGb.",
      threshold: stage.database.storageGb * bytesOfGb * freeStorageShare,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 3,
    });
  }

  private watchWebhook({ notify }: AlarmsProps): void {
    if (!notify) return;
    this.warn(undeliveredAlarm, depth(notify.undelivered), {
      alarmDescription:
        'Alarms did not reach the webhook: the log of users-notify says why. Mend it, then purge users-notify-failures.',
    });
  }

  /** Fires at one or more within one period, unless the options say otherwise; and tells when it is over. */
  private warn(alarmName: string, metric: Metric, { period = this.period, ...options }: AlarmOptions): void {
    const alarm = new Alarm(this, alarmName, {
      alarmName,
      metric: metric.with({ period }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...options,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
  }
}

function depth(queue: Queue): Metric {
  return queue.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM });
}
