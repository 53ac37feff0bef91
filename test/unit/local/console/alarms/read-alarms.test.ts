import type { AlarmHistoryItem } from '@aws-sdk/client-cloudwatch';
import { alarmView, changesOf } from '../../../../../local/console/alarms/read-alarms.ts';
import { watches } from '../../../../../local/console/alarms/watches.ts';

test('an alarm is shown by its state, since when, and whom it tells', () => {
  expect(
    alarmView({
      AlarmName: 'users-sink-errors',
      StateValue: 'ALARM',
      StateReason: 'Threshold Crossed',
      StateTransitionedTimestamp: new Date('2026-10-01T10:00:00Z'),
      StateUpdatedTimestamp: new Date('2026-10-01T11:00:00Z'),
      AlarmDescription: 'The sink keeps failing.',
      AlarmActions: ['arn:aws:sns:us-east-1:000000000000:users-pipeline-alarms'],
      ActionsEnabled: true,
    }),
  ).toMatchObject({
    name: 'users-sink-errors',
    state: 'ALARM',
    since: '2026-10-01T10:00:00.000Z',
    reason: 'Threshold Crossed',
    description: 'The sink keeps failing.',
    tells: ['users-pipeline-alarms'],
    actionsEnabled: true,
  });
});

test.each([
  [{}, 'Errors of users-sink: sum of 1 min at least 1'],
  [{ EvaluationPeriods: 3, DatapointsToAlarm: 2 }, 'Errors of users-sink: sum of 1 min at least 1, in 2 of 3 periods'],
  [{ EvaluationPeriods: 26, Period: 3600 }, 'Errors of users-sink: sum of 1 h at least 1, in 26 of 26 periods'],
  [{ Period: 10, Threshold: 20_000 }, 'Errors of users-sink: sum of 10 s at least 20,000'],
  [{ Statistic: undefined, ExtendedStatistic: 'p99' }, 'Errors of users-sink: p99 of 1 min at least 1'],
  [{ Dimensions: [], ComparisonOperator: 'LessThanThreshold' as const }, 'Errors: sum of 1 min below 1'],
])('what an alarm with %j watches is a sentence', (changes, sentence) => {
  const alarm = {
    ...{ MetricName: 'Errors', Dimensions: [{ Name: 'FunctionName', Value: 'users-sink' }], Statistic: 'Sum' as const },
    ...{ Period: 60, EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold' as const },
  };

  expect(watches({ ...alarm, ...changes })).toBe(sentence);
});

function item(at: string, from: string, to: string, reason: string): AlarmHistoryItem {
  const HistoryData = JSON.stringify({
    oldState: { stateValue: from },
    newState: { stateValue: to, stateReason: reason },
  });
  return { Timestamp: new Date(at), HistoryData };
}

test('changes come the newest first, bounded, without what is no change', () => {
  const items = Array.from({ length: 80 }, (_, second) =>
    item(new Date(Date.UTC(2026, 9, 1, 0, 0, second)).toISOString(), 'OK', 'ALARM', `number ${second}`),
  );

  const changes = changesOf([...items, { Timestamp: new Date(0), HistoryData: '{"type":"Update"}' }, {}]);

  expect(changes).toHaveLength(50);
  expect(changes[0]).toEqual({ at: '2026-10-01T00:01:19.000Z', from: 'OK', to: 'ALARM', reason: 'number 79' });
});
