import { eventually } from '../../../support/eventually.ts';
import { connections } from '../../../support/stack.ts';
import { cleanUp, createMapping, createTopic, deployFunction, produce, startPoller } from './poller-fixture.ts';

afterEach(cleanUp);

test('a function behind an MSK mapping sees the records as AWS gives them', async () => {
  const recorded = await deployFunction();
  const topic = await createTopic(1, [{ name: 'message.timestamp.type', value: 'LogAppendTime' }]);
  const { clusterArn, bootstrapServers } = connections().kafka;
  const uuid = await createMapping(recorded, topic, { EventSourceArn: clusterArn, BatchSize: 3 });

  await startPoller(uuid);
  await produce(topic, [
    { key: 'key', value: 'Hello', headers: { h: [Buffer.from([104, 0xc3, 0xab]), 'b'], other: 'c' } },
    { key: null, value: '' },
    { key: 'gone', value: null },
  ]);
  await eventually(async () => expect(recorded.events).toHaveLength(1), 20_000);

  const common = { topic, partition: 0, timestamp: expect.any(Number), timestampType: 'LOG_APPEND_TIME' };
  const headers = [{ h: [104, -61, -85] }, { h: [98] }, { other: [99] }];
  expect(recorded.events[0]).toEqual({
    eventSource: 'aws:kafka',
    eventSourceArn: clusterArn,
    bootstrapServers,
    records: {
      [`${topic}-0`]: [
        { ...common, offset: 0, key: 'a2V5', value: 'SGVsbG8=', headers },
        { ...common, offset: 1, value: '', headers: [] },
        { ...common, offset: 2, key: 'Z29uZQ==', headers: [] },
      ],
    },
  });
});

test('a function behind a self-managed mapping sees no ARN', async () => {
  const recorded = await deployFunction();
  const topic = await createTopic();
  const uuid = await createMapping(recorded, topic);
  await produce(topic, [{ value: 'x', timestamp: '1545084650987' }]);

  await startPoller(uuid);
  await eventually(async () => expect(recorded.events).toHaveLength(1), 20_000);

  expect(recorded.events[0]).toEqual({
    eventSource: 'SelfManagedKafka',
    bootstrapServers: connections().kafka.bootstrapServers,
    records: {
      [`${topic}-0`]: [
        {
          topic,
          partition: 0,
          offset: 0,
          timestamp: 1545084650987,
          timestampType: 'CREATE_TIME',
          value: 'eA==',
          headers: [],
        },
      ],
    },
  });
});
