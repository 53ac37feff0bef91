import { GetEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { cleanUp } from '../../../support/event-source-mapping/clean-up.ts';
import { createMapping, lambda } from '../../../support/event-source-mapping/mappings.ts';
import { startPoller } from '../../../support/event-source-mapping/poller-process.ts';
import { deployFunction } from '../../../support/event-source-mapping/recorded-function.ts';
import { createTopic } from '../../../support/event-source-mapping/topics.ts';
import { eventually } from '../../../support/eventually.ts';

afterEach(cleanUp);

async function shows(UUID: string, fields: object): Promise<void> {
  const mapping = () => lambda.send(new GetEventSourceMappingCommand({ UUID }));
  await eventually(async () => expect(await mapping()).toMatchObject(fields), 20_000, 50);
}

test('a poller that was killed is missed', async () => {
  const uuid = await createMapping(await deployFunction(), await createTopic());
  const poller = await startPoller(uuid);
  await shows(uuid, { LastProcessingResult: 'No records processed' });

  await poller.stop('SIGKILL');

  await shows(uuid, { State: 'Enabled', LastProcessingResult: expect.stringMatching(/^PROBLEM: No poller is conn/) });
});
