import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { freePort } from '../../local/processes/ports.ts';
import { login, root, withSecrets } from '../support/event-source-mapping/access.ts';
import { keepForFile } from '../support/event-source-mapping/clean-up.ts';
import { createQueue } from '../support/event-source-mapping/destinations.ts';
import type { MappedTopic } from '../support/event-source-mapping/mapped-topic.ts';
import {
  createMapping,
  type MappingSettings,
  ownCluster,
  updateMapping,
} from '../support/event-source-mapping/mappings.ts';
import { deployFunction, valuesOf } from '../support/event-source-mapping/recorded-function.ts';
import { SharedPoller } from '../support/event-source-mapping/shared-poller.ts';
import { createTopic, numbered, topicName } from '../support/event-source-mapping/topics.ts';
import { eventually } from '../support/eventually.ts';
import { connections } from '../support/stack/stack.ts';

const shared = SharedPoller.forThisFile();

let healthy: MappedTopic;
/** Brokers that never answer are given up late, so they are waited for beside the other tests. */
let silent: readonly MappedTopic[];
const silentBroker = createServer();
const sockets = new Set<Socket>();

beforeAll(async () => {
  healthy = await shared.map();
  silentBroker.on('connection', (socket) => sockets.add(socket)).listen(0, '127.0.0.1');
  await once(silentBroker, 'listening');
  const source = ownCluster(`127.0.0.1:${(silentBroker.address() as AddressInfo).port}`);
  silent = [
    await shared.map({ ...source, untilEnabled: false }),
    await shared.map({ ...(await withSecrets(source, root)), untilEnabled: false }),
  ];
  keepForFile();
});

afterEach(async () => {
  const before = healthy.events.length;
  await healthy.produce([{ value: 'x' }]);
  await healthy.invoked(before + 1);
});

afterAll(() => {
  for (const socket of sockets) socket.destroy();
  silentBroker.close();
});

/** The poller says why it does not poll a mapping, and counts it, and the mapping stays as it is for whoever asks. */
async function isTold(mapped: MappedTopic, result: RegExp, transitionReason: string): Promise<void> {
  await eventually(async () => {
    const { state, lastProcessingResult, counts, ...more } = await mapped.status();
    expect(lastProcessingResult).toMatch(result);
    expect({ state, reason: more.transitionReason, polled: counts?.polled }).toEqual({
      state: 'Enabled',
      reason: transitionReason,
      polled: 0,
    });
    expect(counts?.pollingErrors).toBeGreaterThan(0);
  }, 30_000);
}

const { scram } = connections().kafka;
const unknownSecret = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:poller-test-missing-AbCdEf';
const unknownCluster = 'arn:aws:kafka:us-east-1:000000000000:cluster/missing/33333333-3333-4333-8333-333333333333-3';
const connectionError = /^PROBLEM: Connection error\. Please check your event source connection configuration\. /;
const withLogin = (secret: object | string) => withSecrets(ownCluster(scram), { ...root, SASL_SCRAM_512_AUTH: secret });

test.each<[string, () => Promise<MappingSettings>, RegExp, string]>([
  [
    'an MSK cluster that is not there',
    async () => ({ EventSourceArn: unknownCluster }),
    /^PROBLEM: .*missing/,
    'ESM_CONFIG_NOT_VALID',
  ],
  [
    'a broker where nobody listens',
    async () => ownCluster(`127.0.0.1:${await freePort()}`),
    connectionError,
    'ESM_CONFIG_NOT_VALID',
  ],
  [
    'a broker whose name nobody has',
    async () => ownCluster('kafka.invalid:9092'),
    connectionError,
    'ESM_CONFIG_NOT_VALID',
  ],
  [
    'a secret that is not there',
    () => withLogin(unknownSecret),
    /^PROBLEM: The secret .* cannot be read/,
    'ESM_CONFIG_NOT_VALID',
  ],
  ['a secret without a password', () => withLogin({ username: 'x' }), /^PROBLEM: .*password/, 'ESM_CONFIG_NOT_VALID'],
  [
    'a wrong password',
    () => withLogin({ ...login, password: 'wrong' }),
    /^PROBLEM: SASL authentication failed /,
    'EVENT_SOURCE_AUTHN_ERROR',
  ],
])('%s is told', async (_, settings, result, reason) => {
  const mapped = await shared.map({ ...(await settings()), untilEnabled: false });

  await isTold(mapped, result, reason);

  expect(mapped.events).toEqual([]);
});

test('a topic that is not there is told, and polled as soon as it is', async () => {
  const topic = topicName();
  const mapped = await shared.map({ topic, untilEnabled: false });
  await isTold(mapped, new RegExp(`^PROBLEM: The topic ${topic} does not exist`), 'ESM_CONFIG_NOT_VALID');

  await createTopic(1, [], topic);
  await mapped.produce([{ value: 'x' }]);
  await mapped.committed(1);

  expect(await mapped.status()).toMatchObject({ state: 'Enabled', lastProcessingResult: 'OK' });
});

test('a function that is not there makes no mapping', async () => {
  const creating = createMapping({ name: 'poller-test-missing' }, topicName());

  await expect(creating).rejects.toThrow('Function not found: ');
});

test('a function that was deleted is told, and its records wait', async () => {
  const recorded = await deployFunction();
  const mapped = await shared.map({ recorded, MaximumRetryAttempts: 0, messages: numbered(1) });
  await mapped.committed(1);

  await recorded.remove();
  await mapped.produce(numbered(1, 0, 1));

  await eventually(
    async () =>
      expect(await mapped.status()).toMatchObject({
        state: 'Enabled',
        lastProcessingResult: expect.stringContaining(`Function not found (${recorded.arn})`),
        counts: { dropped: 0, committed: 1 },
      }),
    20_000,
  );
  expect((await mapped.status()).counts?.failedInvocations).toBeGreaterThan(0);
});

test.each([
  ['an offset that is text', { itemIdentifier: { partition: 'PARTITION', offset: '1' } }],
  ['an offset that is no whole number', { itemIdentifier: { partition: 'PARTITION', offset: 0.5 } }],
  ['an identifier that is text', { itemIdentifier: 'PARTITION-1' }],
  ['an identifier that is missing', {}],
  ['a failure that is null', null],
])('%s in a partial response fails the whole batch', async (_, failure) => {
  const mapped = await shared.map({ FunctionResponseTypes: ['ReportBatchItemFailures'], MaximumRetryAttempts: 1 });
  const text = JSON.stringify({ batchItemFailures: [failure] }).replace('PARTITION', `${mapped.topic}-0`);
  mapped.reply = () => ({ value: JSON.parse(text) });

  await mapped.produce(numbered(2));
  await mapped.committed(2);

  expect(mapped.offsets()).toEqual([
    [0, 1],
    [0, 1],
  ]);
  expect(await mapped.status()).toMatchObject({
    lastProcessingResult: expect.stringMatching(/^PROBLEM: /),
    counts: { failedInvocations: 2, dropped: 2 },
  });
});

test.each([
  ['no JSON', '{"value":'],
  ['an operator that is unknown', '{"value":[{"like":"x"}]}'],
  ['a list where a leaf is wanted', '{"value":"x"}'],
])('a filter that is %s is refused', async (_, Pattern) => {
  const FilterCriteria = { Filters: [{ Pattern }] };
  const mapped = await shared.map();

  const refusals = await Promise.allSettled([
    createMapping(shared.recorded, topicName(), { FilterCriteria }),
    updateMapping({ UUID: mapped.uuid, FilterCriteria }),
  ]);

  const refused = { status: 'rejected', reason: { name: 'InvalidParameterValueException' } };
  expect(refusals).toMatchObject([refused, refused]);
});

test('a record of 12 MB goes to the queue by its place, and the next one to the function', async () => {
  const queue = await createQueue();
  const mapped = await shared.map({
    topicConfig: [{ name: 'max.message.bytes', value: '13000000' }],
    DestinationConfig: { OnFailure: { Destination: queue.arn } },
  });

  await mapped.produce([{ value: 'x'.repeat(12_000_000) }]);
  await mapped.produce([{ value: 'small' }]);
  await mapped.committed(2);

  expect(await queue.receive()).toMatchObject({
    requestContext: { condition: 'MaximumPayloadSizeExceeded' },
    KafkaBatchInfo: { recordsInfo: { [`${mapped.topic}-0`]: { firstRecordOffset: '0', lastRecordOffset: '0' } } },
  });
  expect(mapped.events.flatMap(valuesOf)).toEqual(['small']);
  expect(await mapped.status()).toMatchObject({ counts: { sentToDestination: 1, dropped: 0, delivered: 1 } });
});

test('a broker that accepts and never answers is told, by TLS as well', async () => {
  for (const mapped of silent) await isTold(mapped, connectionError, 'ESM_CONFIG_NOT_VALID');

  expect(silent.flatMap(({ events }) => events)).toEqual([]);
});
