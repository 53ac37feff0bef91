import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';

const comparisons: Readonly<Record<string, string>> = {
  GreaterThanOrEqualToThreshold: 'at least',
  GreaterThanThreshold: 'above',
  LessThanThreshold: 'below',
  LessThanOrEqualToThreshold: 'at most',
};

/** What an alarm fires at: "Errors of users-sink: sum of 1 min at least 1, in 2 of 3 periods" */
export function watches(alarm: MetricAlarm): string {
  const { MetricName = '', Dimensions = [], Threshold, EvaluationPeriods = 1, DatapointsToAlarm } = alarm;
  const statistic = (alarm.Statistic ?? alarm.ExtendedStatistic ?? '').toLowerCase();
  const comparison = comparisons[alarm.ComparisonOperator ?? ''] ?? alarm.ComparisonOperator;
  const whose = Dimensions.map(({ Value }) => Value).join(', ');
  const enough = DatapointsToAlarm ?? EvaluationPeriods;
  const often = EvaluationPeriods === 1 ? '' : `, in ${enough} of ${EvaluationPeriods} periods`;
  const metric = whose ? `${MetricName} of ${whose}` : MetricName;
  return `${metric}: ${statistic} of ${period(alarm.Period ?? 60)} ${comparison} ${Threshold?.toLocaleString('en')}${often}`;
}

function period(seconds: number): string {
  if (seconds % 3600 === 0) return `${seconds / 3600} h`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}
