import { GetCompatibleKafkaVersionsCommand, ListKafkaVersionsCommand } from '@aws-sdk/client-kafka';
import { createCluster, msk } from '../../../../../support/aws/msk.ts';
import { cleanUp } from '../../../../../support/event-source-mapping/clean-up.ts';

afterEach(cleanUp);

test('the versions of Kafka are told, with those that make no clusters any more', async () => {
  const { KafkaVersions } = await msk.send(new ListKafkaVersionsCommand({}));

  expect(KafkaVersions).toEqual(
    expect.arrayContaining([
      { Version: '2.8.1', Status: 'DEPRECATED' },
      { Version: '3.9.x', Status: 'ACTIVE' },
    ]),
  );
});

test('a cluster can be updated to the newer versions with the same kind of controller', async () => {
  const ClusterArn = await createCluster({ KafkaVersion: '3.8.x.kraft' });

  const { CompatibleKafkaVersions } = await msk.send(new GetCompatibleKafkaVersionsCommand({ ClusterArn }));

  const TargetVersions = ['3.9.x.kraft', '4.0.x.kraft', '4.1.x.kraft'];
  expect(CompatibleKafkaVersions).toEqual([{ SourceVersion: '3.8.x.kraft', TargetVersions }]);
});
