import { eventually } from '../../../support/eventually.ts';
import {
  cleanUp,
  createMapping,
  createTopic,
  deployFunction,
  launchPoller,
  produce,
  topicName,
} from './poller-fixture.ts';

afterEach(cleanUp);

test('a topic that is missing is named, and polled as soon as it is there', async () => {
  const recorded = await deployFunction();
  const topic = topicName();
  const poller = await launchPoller(await createMapping(recorded, topic));
  const lastProcessingResult = `PROBLEM: The topic ${topic} does not exist in the cluster`;
  await eventually(async () => expect(await poller.status()).toMatchObject({ lastProcessingResult }), 20_000);

  await createTopic(1, [], topic);
  await produce(topic, [{ value: 'x' }]);

  await poller.hasState('Enabled');
  await eventually(async () => expect(recorded.events).toHaveLength(1), 20_000);
});
