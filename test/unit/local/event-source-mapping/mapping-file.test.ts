import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMappingFile } from '../../../../local/event-source-mapping/mapping-file.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const file = join(temporaryDirectory(), 'mappings.json');
const source = { SelfManagedEventSource: { Endpoints: { KAFKA_BOOTSTRAP_SERVERS: ['127.0.0.1:9092'] } } };
const orders = { FunctionName: 'orders', Topics: ['orders'], ...source };

function read(content: unknown) {
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readMappingFile(file, 'eu-north-1');
}

test('a request becomes the mapping that the API would tell of', async () => {
  const MaximumRetryAttempts = 2;

  const mappings = await read([{ ...orders, MaximumRetryAttempts, Enabled: true }]);

  expect(mappings).toEqual([
    {
      UUID: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      FunctionArn: 'arn:aws:lambda:eu-north-1:000000000000:function:orders',
      State: 'Enabled',
      Topics: ['orders'],
      ...source,
      MaximumRetryAttempts,
    },
  ]);
});

test.each([
  ['orders:live', 'arn:aws:lambda:eu-north-1:000000000000:function:orders:live'],
  ['123456789012:function:orders', 'arn:aws:lambda:eu-north-1:123456789012:function:orders'],
  ['arn:aws:lambda:us-east-1:1:function:orders', 'arn:aws:lambda:us-east-1:1:function:orders'],
])('the function %s is found by its ARN', async (FunctionName, arn) => {
  const [mapping] = await read([{ ...orders, FunctionName }]);

  expect(mapping?.FunctionArn).toBe(arn);
});

test('a mapping keeps its UUID at each reading, whatever else changes, and another topic has another', async () => {
  const [first] = await read([orders]);

  const [again, other] = await read([
    { ...orders, BatchSize: 5 },
    { ...orders, Topics: ['returns'] },
  ]);

  expect(again?.UUID).toBe(first?.UUID);
  expect(other?.UUID).not.toBe(first?.UUID);
});

test('one that is not enabled is disabled', async () => {
  const [mapping] = await read([{ ...orders, UUID: 'mine', Enabled: false }]);

  expect(mapping).toMatchObject({ UUID: 'mine', State: 'Disabled' });
});

test.each([1_767_225_600, '2026-01-01T00:00:00Z'])('a starting time may be %s', async (StartingPositionTimestamp) => {
  const [mapping] = await read([{ ...orders, StartingPosition: 'AT_TIMESTAMP', StartingPositionTimestamp }]);

  expect(mapping?.StartingPositionTimestamp).toEqual(new Date('2026-01-01T00:00:00Z'));
});

test.each([
  ['{', /JSON/],
  [{}, /it is no list of requests/],
  [[{ Topics: ['orders'], ...source }], /FunctionName/],
  [[{ FunctionName: 'orders', ...source }], /a mapping names its topic in a list/],
  [[{ ...orders, Topics: [] }], /a mapping has a topic/],
  [[{ FunctionName: 'orders', Topics: ['orders'] }], /that of orders has neither the EventSourceArn of an MSK cluster/],
  [[orders, { ...orders, BatchSize: 5 }], /function:orders has two mappings of orders with the UUID/],
])('%j is refused by name', async (content, reason) => {
  const refused = await read(content).catch((error: Error) => error);

  expect(refused).toMatchObject({ message: expect.stringContaining(`The mappings of ${file} cannot be read: `) });
  expect(refused).toMatchObject({ message: expect.stringMatching(reason), cause: expect.anything() });
});

test('a file that is not there is named', async () => {
  await expect(readMappingFile('/nowhere/mappings.json', 'us-east-1')).rejects.toThrow('/nowhere/mappings.json');
});
