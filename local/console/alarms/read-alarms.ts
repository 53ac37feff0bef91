import {
  type AlarmHistoryItem,
  type CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  type MetricAlarm,
} from '@aws-sdk/client-cloudwatch';
import * as z from 'zod/mini';
import { parseJson } from '../../../lambdas/core/http-answer.ts';
import { unknown } from '../problem.ts';
import type { AlarmAnswer, AlarmChange, AlarmState, AlarmsAnswer, AlarmView } from './answers.ts';
import { watches } from './watches.ts';

/** As many as CloudWatch tells at once; the stack has fewer than a fifth. */
const mostAlarms = 100;
const mostChanges = 50;

export async function readAlarms(cloudWatch: CloudWatchClient): Promise<AlarmsAnswer> {
  const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({ MaxRecords: mostAlarms }));
  const alarms = MetricAlarms.slice(0, mostAlarms).map(alarmView);
  const rank = ({ state }: AlarmView) => (state === 'ALARM' ? 0 : 1);
  alarms.sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name));
  return { alarms };
}

/** @throws ConsoleProblem when there is no such alarm */
export async function readAlarm(cloudWatch: CloudWatchClient, name: string): Promise<AlarmAnswer> {
  const { MetricAlarms: [alarm] = [] } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: [name] }));
  if (!alarm) throw unknown(`The alarm ${name}`);
  const command = new DescribeAlarmHistoryCommand({
    AlarmName: name,
    HistoryItemType: 'StateUpdate',
    ScanBy: 'TimestampDescending',
    MaxRecords: mostChanges,
  });
  const { AlarmHistoryItems = [] } = await cloudWatch.send(command);
  return { alarm: alarmView(alarm), changes: changesOf(AlarmHistoryItems) };
}

export function alarmView(alarm: MetricAlarm): AlarmView {
  const since = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp;
  return {
    name: alarm.AlarmName ?? '',
    state: (alarm.StateValue ?? 'INSUFFICIENT_DATA') as AlarmState,
    since: since?.toISOString() ?? null,
    reason: alarm.StateReason ?? '',
    description: alarm.AlarmDescription ?? '',
    watches: watches(alarm),
    tells: (alarm.AlarmActions ?? []).map((arn) => arn.split(':').slice(5).join(':')),
    actionsEnabled: alarm.ActionsEnabled ?? true,
  };
}

const historyData = z.object({
  oldState: z.object({ stateValue: z.string() }),
  newState: z.object({ stateValue: z.string(), stateReason: z.string() }),
});

/** LocalStack keeps to neither the order nor the number that it is asked for. */
export function changesOf(items: readonly AlarmHistoryItem[]): AlarmChange[] {
  const newestFirst = items.toSorted((one, other) => Number(other.Timestamp ?? 0) - Number(one.Timestamp ?? 0));
  return newestFirst.slice(0, mostChanges).flatMap(({ Timestamp, HistoryData = '' }) => {
    const read = historyData.safeParse(parseJson(HistoryData));
    if (!read.success) return [];
    const { oldState, newState } = read.data;
    const at = Timestamp?.toISOString() ?? null;
    return [{ at, from: oldState.stateValue, to: newState.stateValue, reason: newState.stateReason }];
  });
}
