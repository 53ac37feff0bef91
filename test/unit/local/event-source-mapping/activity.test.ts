import { Activity } from '../../../../local/event-source-mapping/activity.ts';
import type { SystemLog } from '../../../../local/event-source-mapping/system-log/system-log.ts';

/** An activity with all that it tells. */
function acting() {
  const lines: string[] = [];
  const warnings: [code: string, message: string][] = [];
  const activity = new Activity((line) => lines.push(line));
  const systemLog = { warn: (code: string, message: string) => void warnings.push([code, message]) };
  return { activity, lines, warnings, systemLog: systemLog as SystemLog };
}

test('a problem is the last result, said once, and each time of it is in the system log', () => {
  const { activity, lines, warnings, systemLog } = acting();
  activity.systemLog = systemLog;

  activity.problem('InvokeError', 'Function call failed');
  activity.problem('InvokeError', 'Function call failed');

  expect(activity.lastResult).toBe('PROBLEM: Function call failed');
  expect(lines).toEqual(['last processing result: PROBLEM: Function call failed']);
  expect(warnings).toEqual([
    ['InvokeError', 'Function call failed'],
    ['InvokeError', 'Function call failed'],
  ]);
});

test('a warning is a line and in the system log, and no result', () => {
  const { activity, lines, warnings, systemLog } = acting();
  activity.systemLog = systemLog;

  activity.warn('RecordAgeExceeded', '3 records given up');

  expect(activity.lastResult).toBe('No records processed');
  expect(lines).toEqual(['3 records given up']);
  expect(warnings).toEqual([['RecordAgeExceeded', '3 records given up']]);
});

test('a mapping without a system log says the same', () => {
  const { activity, lines } = acting();

  activity.problem('InvokeError', 'Function call failed');
  activity.warn('RecordAgeExceeded', '3 records given up');

  expect(lines).toEqual(['last processing result: PROBLEM: Function call failed', '3 records given up']);
});
