import { createClients, listMappings } from '../../../../local/event-source-mapping/clients.ts';
import { cleanUp } from '../../../support/event-source-mapping/clean-up.ts';
import { createMapping } from '../../../support/event-source-mapping/mappings.ts';
import { deployFunction } from '../../../support/event-source-mapping/recorded-function.ts';
import { topicName } from '../../../support/event-source-mapping/topics.ts';
import { clientSettings } from '../../../support/stack/client-settings.ts';

afterEach(cleanUp);

test('filters that a key hides in the list are read from the mapping itself', async () => {
  const { endpoint: endpointUrl, region } = clientSettings();
  const { lambda } = createClients({ endpointUrl, region });
  const FilterCriteria = { Filters: [{ Pattern: '{"value":{"country":["NO"]}}' }] };
  const KMSKeyArn = 'arn:aws:kms:us-east-1:000000000000:key/11111111-1111-4111-8111-111111111111';
  const recorded = await deployFunction();
  const hidden = await createMapping(recorded, topicName(), { FilterCriteria, KMSKeyArn });
  const shown = await createMapping(recorded, topicName(), { FilterCriteria });

  const listed = await listMappings(lambda);

  const filters = new Map(listed.map((mapping) => [mapping.UUID, mapping.FilterCriteria]));
  expect([filters.get(hidden), filters.get(shown)]).toEqual([FilterCriteria, FilterCriteria]);
});
