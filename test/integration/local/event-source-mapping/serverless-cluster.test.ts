import { createServerlessCluster } from '../../../support/aws/msk.ts';
import { SharedPoller } from '../../../support/event-source-mapping/shared-poller.ts';
import { numbered } from '../../../support/event-source-mapping/topics.ts';

const poller = SharedPoller.forThisFile();

test('a mapping reads a serverless cluster by IAM', async () => {
  const EventSourceArn = await createServerlessCluster();
  const mapped = await poller.map({ EventSourceArn });

  await mapped.produce(numbered(2));
  await mapped.committed(2);

  expect(mapped.events.map((event) => [event.eventSource, event.eventSourceArn])).toEqual(
    mapped.events.map(() => ['aws:kafka', EventSourceArn]),
  );
  expect(mapped.offsets().flat()).toEqual([0, 1]);
});
