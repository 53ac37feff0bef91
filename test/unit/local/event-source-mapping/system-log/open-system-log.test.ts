import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import { Activity } from '../../../../../local/event-source-mapping/activity.ts';
import type { LogClients } from '../../../../../local/event-source-mapping/system-log/cloudwatch-log-stream.ts';
import { logOrigin, systemLogOpener } from '../../../../../local/event-source-mapping/system-log/open-system-log.ts';

const functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:orders:live';
const mapping: EventSourceMappingConfiguration = {
  UUID: 'uuid',
  FunctionArn: functionArn,
  ProvisionedPollerConfig: { MinimumPollers: 1 },
  LoggingConfig: { SystemLogLevel: 'INFO' },
};

/** Opens a mapping's log on clients that are away. */
function opening(fields: EventSourceMappingConfiguration = {}) {
  const lines: string[] = [];
  const activity = new Activity((line) => lines.push(line));
  const away = { send: async () => Promise.reject(new Error('away')) };
  const open = systemLogOpener({ logs: away, lambda: away } as unknown as LogClients);
  return { log: open({ ...mapping, ...fields }, activity), activity, lines };
}

test('a mapping gets a log of the level that it asks for', () => {
  const { log } = opening();

  expect([log?.takes('DEBUG'), log?.takes('INFO')]).toEqual([false, true]);
});

test.each<[string, EventSourceMappingConfiguration]>([
  ['without LoggingConfig', { LoggingConfig: undefined }],
  ['with an empty LoggingConfig', { LoggingConfig: {} }],
  ['on demand', { ProvisionedPollerConfig: undefined }],
  ['without a UUID', { UUID: undefined }],
  ['without a function', { FunctionArn: undefined }],
])('a mapping %s has none', (_, fields) => {
  expect(opening(fields).log).toBeUndefined();
});

test('what could not be written is counted and said where the mapping’s other lines are', async () => {
  const { log, activity, lines } = opening();

  log?.warn('InvokeError', 'one');
  log?.warn('InvokeError', 'two');
  await log?.close();

  expect(activity.counts.lostLogEvents).toBe(2);
  expect(lines).toEqual(['the system log cannot be written now (Error: away)', '2 events of the system log are lost']);
});

test('records come from the mapping, which is its function’s neighbour', () => {
  expect(logOrigin('uuid', functionArn, 'cluster')).toEqual({
    resourceArn: 'arn:aws:lambda:us-east-1:123456789012:event-source-mapping:uuid',
    eventSourceArn: 'cluster',
    eventProcessorId: 'uuid/0',
  });
});
