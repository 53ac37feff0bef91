import type { LogEvent } from '../../../../../local/event-source-mapping/system-log/log-batch.ts';
import type { SystemLogLevel } from '../../../../../local/event-source-mapping/system-log/log-record.ts';
import { SystemLog } from '../../../../../local/event-source-mapping/system-log/system-log.ts';

const origin = { resourceArn: 'mapping', eventSourceArn: 'cluster', eventProcessorId: 'uuid/0' };
const offsets = { partition: 'test-1', endOffset: 1, consumedOffset: 0, processedOffset: 0, committedOffset: 1 };

function logging(level: SystemLogLevel) {
  const added: LogEvent[] = [];
  const closed: number[] = [];
  const writer = {
    add: (event: LogEvent) => void added.push(event),
    close: async (flushMs: number) => void closed.push(flushMs),
  };
  return { log: new SystemLog(level, origin, writer), added, closed };
}

test('a warning is written with its time', () => {
  const { log, added } = logging('WARN');
  const before = Date.now();

  log.warn('InvokeError', 'Function call failed');

  const [event] = added as [LogEvent];
  expect(event.timestampMs).toBeGreaterThanOrEqual(before);
  expect(event.timestampMs).toBeLessThanOrEqual(Date.now());
  expect(JSON.parse(event.message)).toEqual({
    eventType: 'ESM_PROCESSING_EVENT',
    timestamp: event.timestampMs,
    ...origin,
    logLevel: 'WARN',
    error: { errorMessage: 'Function call failed', errorCode: 'InvokeError' },
  });
});

test('a message of any length is cut', () => {
  const { log, added } = logging('WARN');

  log.warn('InvokeError', 'x'.repeat(5000));

  expect(JSON.parse(added[0]?.message ?? '').error.errorMessage).toBe('x'.repeat(1000));
});

test('what is below the level is not written', () => {
  const { log, added } = logging('INFO');

  log.write({ kafkaPartitionOffsets: offsets });

  expect(added).toEqual([]);
  expect([log.takes('DEBUG'), log.takes('INFO')]).toEqual([false, true]);
});

test('what is of the level is written', () => {
  const { log, added } = logging('DEBUG');

  log.write({ kafkaPartitionOffsets: offsets });

  expect(JSON.parse(added[0]?.message ?? '')).toMatchObject({ logLevel: 'DEBUG', kafkaPartitionOffsets: offsets });
});

test('closing gives what waits a second', async () => {
  const { log, closed } = logging('WARN');

  await log.close();

  expect(closed).toEqual([1000]);
});
