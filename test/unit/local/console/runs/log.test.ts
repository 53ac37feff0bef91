import type { FilterLogEventsCommand, FilterLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import type { RunView } from '../../../../../local/console/runs/answers.ts';
import { readLogLine } from '../../../../../local/console/runs/log-line.ts';
import { runLog } from '../../../../../local/console/runs/run-log.ts';
import { searchLog } from '../../../../../local/console/runs/search-log.ts';
import { batchesOf } from '../../../../../local/console/runs/trace.ts';

const timestamp = Date.parse('2026-06-01T10:00:02.000Z');
const requestId = '0263f2b1-7781-4840-b7bd-2c72e60b19b9';
const other = 'a674c4b1-1c53-4f0c-8a9a-3a3a3a3a3a3a';
const traceId = '1-6a1d5a20-9eb2368134f5c12c017cdd2f';

function line(message: string, more: object = {}, id = requestId): string {
  const context = { service: 'users-fetch', function_request_id: id, xray_trace_id: traceId, cold_start: true };
  return `${JSON.stringify({ level: 'INFO', message, timestamp: '2026-06-01T10:00:01.500Z', ...context, ...more })}\n`;
}

/** A log group as LocalStack has it: it gives everything, page by page, whatever the pattern. */
function logGroup(messages: readonly string[], pageSize = 1000) {
  const asked: FilterLogEventsCommandInput[] = [];
  const send = async ({ input }: FilterLogEventsCommand) => {
    asked.push(input);
    const from = Number(input.nextToken ?? 0);
    const events = messages.slice(from, from + pageSize).map((message) => ({ timestamp, message }));
    const next = from + pageSize;
    return { events, nextToken: next < messages.length ? String(next) : undefined };
  };
  return { logs: { send: send as never }, asked };
}

test('a line of the logger has its own time, its request and trace, and what it says beside its text', () => {
  expect(readLogLine({ timestamp, message: line('run begun', { runId: '2026-06-01.1' }) })).toEqual({
    ...{ at: '2026-06-01T10:00:01.500Z', level: 'INFO', text: 'run begun', fields: { runId: '2026-06-01.1' } },
    ...{ requestId, traceId },
  });
});

test('a line of Lambda is told as it is', () => {
  const text = `REPORT RequestId: ${requestId}\tDuration: 104.18 ms`;
  expect(readLogLine({ timestamp, message: `${text}\n` })).toEqual({
    ...{ at: '2026-06-01T10:00:02.000Z', level: null, text, fields: {}, requestId, traceId: null },
  });
});

test('an error that Node’s runtime tells has its own time, its text, and what it is', () => {
  const error = { errorType: 'ApiError', errorMessage: 'page 1 answered 404.', stack: ['ApiError: …', '    at f'] };
  const of = (rest: string) => `2026-06-01T10:00:01.700Z\t${requestId}\tERROR\tInvoke Error ${rest}\n`;
  const facts = { at: '2026-06-01T10:00:01.700Z', level: 'ERROR', requestId, traceId: null };

  const told = readLogLine({ timestamp, message: of(`\t${JSON.stringify(error)}`) });
  const withoutJson = readLogLine({ timestamp, message: of('') });
  const broken = readLogLine({ timestamp, message: of('\t{broken}') });

  expect(told).toEqual({ ...facts, text: 'Invoke Error', fields: error });
  expect(withoutJson).toEqual({ ...facts, text: 'Invoke Error', fields: {} });
  expect(broken).toEqual({ ...facts, text: 'Invoke Error{broken}', fields: {} });
});

test('a line that is not quite JSON, or other JSON, is text; a long one is cut', () => {
  expect(readLogLine({ timestamp, message: '{"level":' })).toMatchObject({ level: null, text: '{"level":' });
  expect(readLogLine({ timestamp, message: '{"_aws":{}}' })).toMatchObject({ level: null, text: '{"_aws":{}}' });
  expect(readLogLine({ timestamp, message: 'x'.repeat(10_000) }).text).toMatch(/^x{8000} … \(2000 more characters\)$/);
  expect(readLogLine({ timestamp, message: line('no time', { timestamp: 'later' }) }).at).toBe(
    '2026-06-01T10:00:02.000Z',
  );
});

const run: RunView = {
  ...{ runId: '2026-06-01.1', date: '2026-06-01', attempt: 1, trigger: 'manual', state: 'failed', asked: 5 },
  ...{ fetched: 0, published: 0, rejected: 0, total: { fetched: 0, published: 0, rejected: 0 }, continuations: 0 },
  ...{
    startedAt: '2026-06-01T10:00:00.000Z',
    endedAt: '2026-06-01T10:00:02.000Z',
    error: 'ApiError',
    leaseUntil: null,
  },
};

test('a run’s log is all that its invocations wrote, and nothing of others', async () => {
  const own = [line('run begun', { runId: run.runId }), `2026-06-01T10:00:02.000Z\t${requestId}\tERROR\tInvoke Error`];
  const others = [
    line('run begun', { runId: '2026-06-01.11' }, other),
    line('nothing to do: the run is running', { runId: run.runId, repeated: true }, other),
    line('a deleted run of its id', { runId: run.runId, timestamp: '2026-06-01T09:59:30.000Z' }, other),
    `END RequestId: ${other}`,
  ];
  const { logs, asked } = logGroup([...own, ...others]);

  const { lines, next } = await runLog(logs, run, undefined);

  expect(lines.map(({ text }) => text)).toEqual(['run begun', 'Invoke Error']);
  expect(next).toBeNull();
  const window = { startTime: Date.parse('2026-06-01T09:59:00Z'), endTime: Date.parse('2026-06-01T10:05:02Z') };
  expect(asked).toMatchObject([
    { ...window, filterPattern: '{ $.runId = "2026-06-01.1" }' },
    { ...window, filterPattern: `"${requestId}"` },
  ]);
});

test('the invocations of a run that was handed on are asked for together', async () => {
  const { logs, asked } = logGroup([
    line('run begun', { runId: run.runId }),
    line('run begun', { runId: run.runId }, other),
  ]);

  const { lines } = await runLog(logs, run, undefined);

  expect(lines).toHaveLength(2);
  expect(asked[1]?.filterPattern).toBe(`?"${requestId}" ?"${other}"`);
});

test('where no line names the run, none is shown', async () => {
  await expect(runLog(logGroup([`END RequestId: ${other}`]).logs, run, undefined)).resolves.toMatchObject({
    lines: [],
  });
});

test('a search ends after some pages, says where, and goes on from there', async () => {
  const messages = Array.from({ length: 70 }, (_, index) => (index % 10 === 0 ? `found ${index}` : 'noise'));
  const search = { group: 'g', fromMs: 0, pattern: '"found"', matches: (text: string) => text.startsWith('found') };
  const { logs, asked } = logGroup(messages, 10);

  const first = await searchLog(logs, { ...search, limit: 100 });
  const rest = await searchLog(logs, { ...search, limit: 100, after: first.next ?? '' });
  const few = await searchLog(logs, { ...search, limit: 2 });

  expect(first.events.map(({ message }) => message)).toEqual([0, 10, 20, 30, 40].map((index) => `found ${index}`));
  expect(first.next).toBe('50');
  expect(rest.events.map(({ message }) => message)).toEqual(['found 50', 'found 60']);
  expect(rest.next).toBeNull();
  expect(few.events).toHaveLength(2);
  expect(asked).toHaveLength(5 + 2 + 2);
});

test('the batches of a trace are those whose line names it, not those that ran in it', async () => {
  const counts = { records: 3, failed: 0, givenUp: 1 };
  const offsets = { 'users_created-0': [7, 9] };
  const { logs } = logGroup([
    line('batch written', { ...counts, traceIds: [traceId, '1-6a1d5a21-000000000000000000000000'], offsets }),
    line('batch written', { ...counts, traceIds: [], offsets }),
    line('records are in the dead letters', { ...counts, traceIds: [traceId] }),
    line('batch written', counts),
  ]);

  const { batches } = await batchesOf(logs, traceId, undefined);

  expect(batches).toEqual([{ at: '2026-06-01T10:00:01.500Z', requestId, ...counts, traces: 2, offsets }]);
});

test('what is no trace’s id is refused', async () => {
  await expect(batchesOf(logGroup([]).logs, 'Root=1-2', undefined)).rejects.toThrow('Root=1-2 is no trace id as');
});
