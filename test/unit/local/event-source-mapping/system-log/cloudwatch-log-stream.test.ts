import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { cloudWatchLogStream } from '../../../../../local/event-source-mapping/system-log/cloudwatch-log-stream.ts';

type Answer = object | Error;

const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:orders:live';
const { signal } = new AbortController();

/** An error as the API names it. */
function named(name: string): Error {
  return Object.assign(new Error(name), { name });
}

/** A stream on clients that go no further than to the answers given, with the requests that they were to send. */
function streaming(answers: Record<string, Answer[]> = {}) {
  const asked: [command: string, input: unknown][] = [];
  const settings = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const logs = new CloudWatchLogsClient(settings);
  const lambda = new LambdaClient(settings);
  for (const client of [logs, lambda]) {
    client.middlewareStack.add(
      (_, context) => async (args) => {
        const command = String(context.commandName).replace('Command', '');
        asked.push([command, args.input]);
        const answer = answers[command]?.shift() ?? {};
        if (answer instanceof Error) throw answer;
        return { output: { $metadata: {}, ...answer } as never, response: {} };
      },
      { step: 'initialize' },
    );
  }
  const put = cloudWatchLogStream({ logs, lambda }, functionArn, 'uuid');
  return { put, asked, commands: () => asked.map(([command]) => command) };
}

const events = [
  { timestampMs: Date.parse('2020-01-01T10:00:00Z'), message: 'first' },
  { timestampMs: Date.parse('2020-01-01T10:00:01Z'), message: 'second' },
];

test('writes to the mapping’s stream of the day in the log group that the function has by its name', async () => {
  const { put, asked } = streaming();

  await put(events, signal);

  expect(asked).toEqual([
    ['GetFunctionConfiguration', { FunctionName: functionArn }],
    [
      'PutLogEvents',
      {
        logGroupName: '/aws/lambda/orders',
        logStreamName: '2020/01/01/uuid',
        logEvents: events.map(({ timestampMs, message }) => ({ timestamp: timestampMs, message })),
      },
    ],
  ]);
});

test('writes to the log group that the function was given, and asks for it once', async () => {
  const { put, asked, commands } = streaming({ GetFunctionConfiguration: [{ LoggingConfig: { LogGroup: 'own' } }] });

  await put(events, signal);
  await put(events, signal);

  expect(commands()).toEqual(['GetFunctionConfiguration', 'PutLogEvents', 'PutLogEvents']);
  expect(asked[2]?.[1]).toMatchObject({ logGroupName: 'own' });
});

test('writes in the order of time', async () => {
  const { put, asked } = streaming();

  await put(events.toReversed(), signal);

  expect(asked[1]?.[1]).toMatchObject({ logEvents: [{ message: 'first' }, { message: 'second' }] });
});

test('writes nothing of nothing', async () => {
  const { put, asked } = streaming();

  await put([], signal);

  expect(asked).toEqual([]);
});

test('makes the group and the stream that are missing, and writes then', async () => {
  const { put, asked } = streaming({ PutLogEvents: [named('ResourceNotFoundException')] });

  await put(events, signal);

  expect(asked.slice(2, 4)).toEqual([
    ['CreateLogGroup', { logGroupName: '/aws/lambda/orders' }],
    ['CreateLogStream', { logGroupName: '/aws/lambda/orders', logStreamName: '2020/01/01/uuid' }],
  ]);
  expect(asked[4]).toEqual(asked[1]);
});

test('does not mind that another made them first', async () => {
  const exists = () => [named('ResourceAlreadyExistsException')];
  const { put, commands } = streaming({
    PutLogEvents: [named('ResourceNotFoundException')],
    CreateLogGroup: exists(),
    CreateLogStream: exists(),
  });

  await put(events, signal);

  expect(commands().slice(1)).toEqual(['PutLogEvents', 'CreateLogGroup', 'CreateLogStream', 'PutLogEvents']);
});

test.each(['GetFunctionConfiguration', 'PutLogEvents', 'CreateLogGroup', 'CreateLogStream'])(
  'fails when %s is refused',
  async (refused) => {
    const { put, commands } = streaming({
      PutLogEvents: [named('ResourceNotFoundException')],
      [refused]: [named('AccessDeniedException')],
    });

    await expect(put(events, signal)).rejects.toThrow('AccessDeniedException');

    expect(commands().at(-1)).toBe(refused);
  },
);
