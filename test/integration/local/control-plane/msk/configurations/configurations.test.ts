import {
  CreateConfigurationCommand,
  DeleteConfigurationCommand,
  DescribeConfigurationCommand,
  DescribeConfigurationRevisionCommand,
  ListConfigurationRevisionsCommand,
  ListConfigurationsCommand,
  UpdateConfigurationCommand,
} from '@aws-sdk/client-kafka';
import { createCluster, msk, mskName } from '../../../../../support/aws/msk.ts';
import { afterTest, cleanUp } from '../../../../../support/event-source-mapping/clean-up.ts';

afterEach(cleanUp);

async function createConfiguration(properties: string, Name = mskName()): Promise<string> {
  const ServerProperties = Buffer.from(properties);
  const request = { Name, Description: 'first', KafkaVersions: ['3.9.x'], ServerProperties };
  const { Arn } = await msk.send(new CreateConfigurationCommand(request));
  afterTest(() => msk.send(new DeleteConfigurationCommand({ Arn })));
  return Arn ?? '';
}

test('a configuration keeps each of its revisions', async () => {
  const Name = mskName();
  const Arn = await createConfiguration('num.partitions=3', Name);

  const { LatestRevision } = await msk.send(
    new UpdateConfigurationCommand({ Arn, Description: 'second', ServerProperties: Buffer.from('num.partitions = 4') }),
  );
  const first = await msk.send(new DescribeConfigurationRevisionCommand({ Arn, Revision: 1 }));
  const described = await msk.send(new DescribeConfigurationCommand({ Arn }));
  const { Revisions } = await msk.send(new ListConfigurationRevisionsCommand({ Arn }));

  expect(Arn).toMatch(new RegExp(`^arn:aws:kafka:us-east-1:000000000000:configuration/${Name}/[0-9a-f-]{36}-\\d+$`));
  expect(LatestRevision).toMatchObject({ Revision: 2, Description: 'second', CreationTime: expect.any(Date) });
  expect(Buffer.from(first.ServerProperties ?? []).toString()).toBe('num.partitions=3');
  expect(described).toMatchObject({
    Arn,
    Name,
    KafkaVersions: ['3.9.x'],
    State: 'ACTIVE',
    LatestRevision: { Revision: 2 },
  });
  expect(Revisions?.map(({ Revision }) => Revision)).toEqual([2, 1]);
});

test('configurations are listed until they are deleted', async () => {
  const { Arn } = await msk.send(
    new CreateConfigurationCommand({ Name: mskName(), ServerProperties: Buffer.from('# nothing yet') }),
  );
  const arns = async () => {
    const { Configurations } = await msk.send(new ListConfigurationsCommand({}));
    return Configurations?.map((configuration) => configuration.Arn);
  };
  expect(await arns()).toContain(Arn);

  const { State } = await msk.send(new DeleteConfigurationCommand({ Arn }));

  expect(State).toBe('DELETING');
  expect(await arns()).not.toContain(Arn);
});

test('a configuration that a cluster uses cannot be deleted', async () => {
  const Arn = await createConfiguration('num.partitions=3');
  await createCluster({ ConfigurationInfo: { Arn, Revision: 1 } });

  const deletion = msk.send(new DeleteConfigurationCommand({ Arn }));

  await expect(deletion).rejects.toMatchObject({
    name: 'BadRequestException',
    message: 'Configuration is in use by one or more clusters. Dissociate the configuration from the clusters.',
  });
});

test('a name is taken once', async () => {
  const Name = mskName();
  await createConfiguration('num.partitions=3', Name);

  const again = msk.send(new CreateConfigurationCommand({ Name, ServerProperties: Buffer.from('') }));

  await expect(again).rejects.toMatchObject({ name: 'ConflictException' });
});

test.each<[what: string, request: object, message: RegExp]>([
  [
    'an unknown property',
    { ServerProperties: Buffer.from('num.partition=3') },
    /"Key 'num.partition' is not supported"/,
  ],
  ['a property without a value', { ServerProperties: Buffer.from('num.partitions') }, /has no value/],
  ['no properties', { ServerProperties: undefined }, /serverProperties is missing/],
  ['a name with a dot', { Name: 'a.b' }, /^The parameter value contains one or more characters that are not valid\.$/],
  ['an unknown Kafka version', { KafkaVersions: ['0.8'] }, /^Unsupported KafkaVersion \[0\.8\]/],
])('a configuration with %s is refused', async (_, request, message) => {
  const command = { Name: mskName(), ServerProperties: Buffer.from('num.partitions=3'), ...request };

  const creation = msk.send(new CreateConfigurationCommand(command));

  await expect(creation).rejects.toMatchObject({
    name: 'BadRequestException',
    message: expect.stringMatching(message),
  });
});

test('a revision that is not there is refused', async () => {
  const Arn = await createConfiguration('num.partitions=3');

  const asked = msk.send(new DescribeConfigurationRevisionCommand({ Arn, Revision: 2 }));

  await expect(asked).rejects.toMatchObject({ message: 'Configuration revision does not exist.' });
});
