import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RunningPoller, startPoller } from '../../../../local/event-source-mapping/start-poller.ts';
import { freePort } from '../../../../local/processes/ports.ts';
import { eventually } from '../../../support/eventually.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const directory = temporaryDirectory();
const pollers: RunningPoller[] = [];
const timeoutMs = 20_000;

afterEach(async () => {
  for (const poller of pollers.splice(0)) await poller.stop(0);
});

/** A poller of an endpoint that is away. */
async function start(options: { mappingFile?: string; log?: (line: string) => void } = {}): Promise<RunningPoller> {
  const poller = startPoller({ endpointUrl: `http://127.0.0.1:${await freePort()}`, ...options });
  pollers.push(poller);
  return poller;
}

test('an endpoint that is away is a problem in the status, not an error', async () => {
  const lines: string[] = [];
  const poller = await start({ log: (line) => lines.push(line) });

  const status = await eventually(async () => {
    expect(poller.status().problem).not.toBeNull();
    return poller.status();
  }, timeoutMs);

  expect(status).toEqual({
    ready: false,
    endpointUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    problem: expect.stringContaining('ECONNREFUSED'),
    mappings: [],
  });
  expect(lines).toEqual([expect.stringContaining('event source mappings cannot be listed')]);
});

test('the mappings of a file are served whatever the endpoint keeps', async () => {
  const mappingFile = join(directory, 'mappings.json');
  const orders = { UUID: 'orders-mapping', FunctionName: 'orders', Topics: ['orders'], Enabled: false };
  const source = { SelfManagedEventSource: { Endpoints: { KAFKA_BOOTSTRAP_SERVERS: ['127.0.0.1:9'] } } };
  writeFileSync(mappingFile, JSON.stringify([{ ...orders, ...source }]));

  const poller = await start({ mappingFile });
  await eventually(async () => expect(poller.status().mappings).toHaveLength(1), timeoutMs);

  expect(poller.status()).toMatchObject({
    ready: true,
    problem: null,
    mappings: [{ uuid: 'orders-mapping', topic: 'orders', state: 'Disabled' }],
  });
});

test.each([
  [{ endpointUrl: '127.0.0.1' }, /endpointUrl is no URL: 127\.0\.0\.1/],
  [{ endpointUrl: 'http://127.0.0.1:4566', concurrency: 0 }, /concurrency is 0/],
  [{ endpointUrl: 'http://127.0.0.1:4566', concurrency: 1001 }, /concurrency is 1001/],
  [{ endpointUrl: 'http://127.0.0.1:4566', concurrency: 1.5 }, /whole number from 1 to 1000/],
])('options that cannot be are refused by name: %j', (options, problem) => {
  expect(() => startPoller(options)).toThrow(problem);
});
