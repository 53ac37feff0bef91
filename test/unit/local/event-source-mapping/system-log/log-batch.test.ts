import {
  batchLength,
  eventBytes,
  type LogEvent,
  logStreamName,
} from '../../../../../local/event-source-mapping/system-log/log-batch.ts';

const noonMs = Date.parse('2026-01-31T12:00:00Z');

function events(count: number, message = 'm', timestampMs = noonMs): LogEvent[] {
  return Array.from({ length: count }, () => ({ timestampMs, message }));
}

test('an event counts its bytes in UTF-8 and 26 more', () => {
  expect(eventBytes({ timestampMs: 0, message: 'ë' })).toBe(28);
});

test('nothing makes no batch', () => {
  expect(batchLength([])).toBe(0);
});

test('a batch has 10,000 events at most', () => {
  expect(batchLength(events(10_000))).toBe(10_000);
  expect(batchLength(events(10_001))).toBe(10_000);
});

test('a batch has a mebibyte at most', () => {
  const quarter = 'x'.repeat(256 * 1024 - 26);

  expect(batchLength(events(4, quarter))).toBe(4);
  expect(batchLength([...events(3, quarter), ...events(1, `${quarter}y`)])).toBe(3);
});

test('a batch ends with its day in UTC', () => {
  const lastMs = Date.parse('2026-01-31T23:59:59.999Z');
  const firstOfDay = Date.parse('2026-01-31T00:00:00Z');

  const days = [...events(1, 'm', firstOfDay), ...events(1, 'm', lastMs), ...events(1, 'm', lastMs + 1)];

  expect(batchLength(days)).toBe(2);
  expect(batchLength(days.slice(2))).toBe(1);
});

test('a stream has the name of the day in UTC and of the mapping', () => {
  expect(logStreamName(Date.parse('2020-01-01T23:59:59.999Z'), 'uuid')).toBe('2020/01/01/uuid');
});
