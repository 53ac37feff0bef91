import { isTraceId, traceBeganMs, traceIdLength } from '../../../../lambdas/core/trace-id.ts';

const id = '1-58406520-a006649127e371903a2de979';

test('a trace’s id says when the trace began', () => {
  expect(id).toHaveLength(traceIdLength);
  expect(isTraceId(id)).toBe(true);
  expect(new Date(traceBeganMs(id) ?? 0).toISOString()).toBe('2016-12-01T18:00:00.000Z');
});

test.each(['', '1-58406520', id.toUpperCase(), `${id}\n`, `2${id.slice(1)}`, `Root=${id}`])('%j is none', (text) => {
  expect(isTraceId(text)).toBe(false);
  expect(traceBeganMs(text)).toBeUndefined();
});
