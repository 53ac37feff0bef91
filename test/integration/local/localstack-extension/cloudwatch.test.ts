import { InvokeCommand } from '@aws-sdk/client-lambda';
import { eventually } from '../../../support/eventually.ts';
import { json, query, xmlValues } from './aws-http.ts';
import { createFunction, deleteFunctions, invoke, lambda } from './test-function.ts';

afterAll(deleteFunctions);

async function sum(MetricName: string, functionName: string): Promise<number> {
  const xml = await query('monitoring', '2010-08-01', {
    Action: 'GetMetricStatistics',
    Namespace: 'AWS/Lambda',
    MetricName,
    'Dimensions.member.1.Name': 'FunctionName',
    'Dimensions.member.1.Value': functionName,
    StartTime: new Date(Date.now() - 600_000).toISOString(),
    EndTime: new Date(Date.now() + 60_000).toISOString(),
    Period: '60',
    'Statistics.member.1': 'Sum',
    'Statistics.member.2': 'SampleCount',
  });
  const sums = xmlValues(xml, 'Sum').map(Number);
  expect(sums).toEqual(xmlValues(xml, 'SampleCount').map(Number));
  return sums.reduce((total, value) => total + value, 0);
}

async function logLines(functionName: string, logGroupName = `/aws/lambda/${functionName}`): Promise<string[]> {
  const found = await json('logs', 'Logs_20140328.FilterLogEvents', { logGroupName });
  return (found as { events: { message: string }[] }).events.map(({ message }) => message);
}

test('counts every invocation and error in CloudWatch', async () => {
  const name = await createFunction(
    'export const handler = async (event) => { if (event.fail) throw new Error("x"); };',
  );
  const events = [{}, {}, { fail: true }, {}, { fail: true }];

  for (const event of events) await invoke(name, event);

  await eventually(async () => {
    expect(await sum('Invocations', name)).toBe(5);
    expect(await sum('Errors', name)).toBe(2);
  }, 15_000);
});

test('writes every line of every invocation to CloudWatch Logs', async () => {
  const name = await createFunction('export const handler = async (event) => { console.log("number", event.n); };');
  const numbers = Array.from({ length: 20 }, (_, n) => n);

  for (const n of numbers) await invoke(name, { n });

  await eventually(async () => {
    const lines = await logLines(name);
    const written = lines.map((line) => /number (\d+)/.exec(line)?.[1]).filter((text) => text !== undefined);
    expect(written.map(Number)).toEqual(numbers);
    expect(lines.filter((line) => line.startsWith('REPORT '))).toHaveLength(20);
  }, 15_000);
});

test('writes to the log group that the function names', async () => {
  const LogGroup = `own-group-${process.pid}`;
  const name = await createFunction('export const handler = async () => { console.log("here"); };', {
    LoggingConfig: { LogGroup },
  });

  await invoke(name);

  await eventually(async () => {
    expect((await logLines(name, LogGroup)).some((line) => line.includes('here'))).toBe(true);
  }, 15_000);
});

test('runs an asynchronous invocation', async () => {
  const name = await createFunction('export const handler = async (event) => { console.log("got", event.n); };');

  const { StatusCode } = await lambda.send(
    new InvokeCommand({ FunctionName: name, InvocationType: 'Event', Payload: '{"n":7}' }),
  );

  expect(StatusCode).toBe(202);
  await eventually(async () => expect((await logLines(name)).join('')).toContain('\tINFO\tgot 7\n'), 15_000);
});
