import { SharedPoller } from '../../../support/event-source-mapping/shared-poller.ts';
import { createTopic, readTopic } from '../../../support/event-source-mapping/topics.ts';

const shared = SharedPoller.forThisFile();

test('a record too large for the Kafka topic is dropped, and the others are written', async () => {
  const failures = await createTopic(1, [{ name: 'max.message.bytes', value: '5000' }]);
  const mapped = await shared.map({
    messages: [{ value: '0' }, { value: 'x'.repeat(8000) }, { value: '2' }],
    reply: () => ({ error: 'poison' }),
    MaximumRetryAttempts: 1,
    ProvisionedPollerConfig: { MinimumPollers: 1, MaximumPollers: 1 },
    DestinationConfig: { OnFailure: { Destination: `kafka://${failures}` } },
  });

  await mapped.committed(3);

  const written = await readTopic(failures, 2);
  expect(written.map(({ value }) => value)).toMatchObject(
    ['0', '2'].map((offset) => ({ KafkaBatchInfo: { recordInfo: { offset } } })),
  );
  expect(await mapped.status()).toMatchObject({ counts: { sentToDestination: 2, dropped: 1 } });
});
