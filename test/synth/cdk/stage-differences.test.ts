import { findStage } from '../../../cdk/stages.ts';
import { templateOf, withoutHashes } from './synthesise.ts';
import { differencesBetween, inEnvironment, type Json } from './template-differences.ts';

const mapping = 'Resources.SinkKafkaEventSourceuserspipelineSinkB9025EC2userscreatedBA3B7465.Properties';
const registry = 'SchemaRegistry51BA8F02';
const alarmEmail = 'AlarmsTopicoperatorexamplecom7DB7B785';
const ofWebhook = [
  ...['Alarmsusersnotifyfailuresnotempty0FF200CD', 'DiscoveryNotifyFunction005E5DF1', 'Notify29C25B1B'],
  ...['NotifyAllowInvokeuserspipelineAlarmsTopicBBF9CF224479E277', 'NotifyEventInvokeConfigD405AACD'],
  ...['NotifyLogAF78C50E', 'NotifyRoleB73FE60E', 'NotifyRoleDefaultPolicyBF67238D', 'NotifyTopic749CF698'],
  ...['NotifyUndelivered446CAA4A', 'NotifyUndeliveredPolicy4EBFA2EF'],
];
const statementsOf = (policy: string) => `Resources.${policy}.Properties.PolicyDocument.Statement`;

/** Each path at which the templates of the stages local and aws differ, by the reason: a value in stages.ts. */
const reasons: Readonly<Record<string, readonly string[]>> = {
  'name: whose it is, on everything that takes tags': ['Resources.*.Properties.Tags.stage'],
  'randomUserApiUrl: the offline API is asked': ['Parameters.RandomUserApiUrl.Default'],
  'keyspacesEndpoint: Keyspaces is a port of this machine': ['Parameters.KeyspacesEndpoint.Default'],
  'cluster: there is one real broker': [
    'Resources.ClusterConfiguration91146974.Properties.ServerProperties',
    'Resources.MigrationMigrateB627B1BE.Properties.Environment.Variables.KAFKA_TOPIC_REPLICATION_FACTOR',
  ],
  'schemaRegistry: a service of this machine has the API of Confluent, and needs no permission': [
    'Parameters.SchemaRegistryUrl',
    `Resources.${registry}`,
    'Resources.MigrationTriggerBF791477.DependsOn.27',
    ...[
      'Resources.Fetch84857CE8.Properties.Environment.Variables.SCHEMA_REGISTRY_URI',
      'Resources.MigrationMigrateB627B1BE.Properties.Environment.Variables.SCHEMA_REGISTRY_URI',
      `${mapping}.AmazonManagedKafkaEventSourceConfig.SchemaRegistryConfig.SchemaRegistryURI`,
      'Resources.MigrationMigrateCurrentVersion<code>.Properties.Description.Fn::Join.1.1',
    ].flatMap((path) => [`${path}.Ref`, `${path}.Fn::GetAtt`]),
    `${statementsOf('FetchRoleDefaultPolicy13C71BCE')}.glue:GetSchemaByDefinition`,
    `${statementsOf('MigrationMigrateRoleDefaultPolicy5FD85522')}.${[
      ...['glue:CreateSchema', 'glue:GetSchemaByDefinition', 'glue:RegisterSchemaVersion'],
    ].join(' ')}`,
    `${statementsOf('SinkRoleDefaultPolicy4365EA5F')}.glue:GetRegistry glue:GetSchemaVersion`,
  ],
  'mapping: two pollers do for two cores': [`${mapping}.ProvisionedPollerConfig.MaximumPollers`],
  'logRetentionDays: a week is enough': [
    'Resources.ClusterLogCF14FA6F.Properties.RetentionInDays',
    'Resources.DatabaseLogCF7B0BC9.Properties.RetentionInDays',
    'Resources.DatabaseProxyLog5781653F.Properties.RetentionInDays',
    'Resources.FetchLog42039591.Properties.RetentionInDays',
    'Resources.MigrationMigrateLog4AB95604.Properties.RetentionInDays',
    'Resources.NetworkRejectedLog9F93B783.Properties.RetentionInDays',
    'Resources.RedriveLog0DDC0C6C.Properties.RetentionInDays',
    'Resources.SinkLog94ED38A8.Properties.RetentionInDays',
  ],
  'alarmEmail: the console has an inbox': [`Resources.${alarmEmail}`],
  'alarmWebhook: the console takes what Slack would': [
    'Outputs.NotifyFunction',
    'Parameters.AlarmPages',
    ...ofWebhook.map((id) => `Resources.${id}`),
  ],
  'alarmMinutes: nobody wants to wait for five': [
    ...['broker1disk5BAC07E0', 'broker2disk98B018BF', 'broker3disk88F89BD3', 'cassandraslowE5269144'],
    ...['databasestorage8FB09123', 'fetcherrors0200D60B', 'fetchfailuresnotemptyC99BAA71', 'fetchrejected4B16943C'],
    ...['postgresqlslowFF54D4F3', 'sinkerrors4FD7E4F1', 'sinkfailuresnotempty6293451B', 'sinklagE07A050D'],
    'sinkthrottles774957B1',
  ].map((id) => `Resources.Alarmsusers${id}.Properties.Period`),
  'retainData: nothing is left behind': [
    'Resources.DatabaseInstanceAA8A5FDE.Properties.DeletionProtection',
    ...[
      ...['DatabaseInstanceAA8A5FDE', 'DeadLettersBucket3DB126B9', 'Key961B73FD'],
      ...['Keyspace4B4E7792', 'KeyspaceUsersE69D0444'],
    ].flatMap((id) => [`Resources.${id}.DeletionPolicy`, `Resources.${id}.UpdateReplacePolicy`]),
  ],
};

/** As CloudFormation would read it in the environment of the stage local, which is a difference of its own. */
function templateIn(stage: string): Json {
  const { environment } = findStage('local');
  if (!environment) throw new Error('The stage local has no environment.');
  return inEnvironment(withoutHashes(templateOf(stage)) as Json, environment);
}

test('the templates of local and aws differ where a value in stages.ts says so, and nowhere else', () => {
  expect(differencesOf('local', 'aws')).toEqual(Object.values(reasons).flat().sort());
});

test('docker is local, but for where the functions find the services', () => {
  expect(differencesOf('local', 'docker')).toEqual([
    'Parameters.KeyspacesEndpoint.Default',
    'Parameters.RandomUserApiUrl.Default',
    'Parameters.SchemaRegistryUrl.Default',
    'Resources.*.Properties.Tags.stage',
  ]);
});

/** What is the same of all resources counts once. */
function differencesOf(one: string, other: string): string[] {
  const paths = differencesBetween(templateIn(one), templateIn(other)).map((path) =>
    path.replace(/^Resources\.\w+(?=\.Properties\.Tags\.stage$)/, 'Resources.*'),
  );
  return [...new Set(paths)].sort();
}

test('local and aws have the same resources, but for the registry of the schemas and who is told of alarms', () => {
  const typesOf = (stage: string) => {
    const { Resources } = withoutHashes(templateOf(stage)) as { Resources: Record<string, { Type: string }> };
    return Object.fromEntries(Object.entries(Resources).map(([id, { Type }]) => [id, Type]));
  };

  const local = typesOf('local');

  const told = Object.fromEntries(Object.entries(local).filter(([id]) => id !== alarmEmail && !ofWebhook.includes(id)));
  expect({ ...told, [registry]: 'AWS::Glue::Registry' }).toEqual(typesOf('aws'));
  expect(Object.keys(local).length).toBeGreaterThan(100);
});

test('a difference is found wherever it is', () => {
  const one = { a: { b: [1, { c: 2 }], same: 'x' }, gone: true };
  const other = { a: { b: [1, { c: 3 }], same: 'x' }, added: null };

  expect(differencesBetween(one, other)).toEqual(['a.b.1.c', 'gone', 'added']);
});

test('what CloudFormation fills in is no difference', () => {
  const written = { Arn: 'arn:aws:s3:us-east-1:000000000000:x' };
  const arn = ['arn:', { Ref: 'AWS::Partition' }, ':s3:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':x'];
  const joined = { Arn: { 'Fn::Join': ['', arn] } };
  const environment = { account: '000000000000', region: 'us-east-1' };

  expect(inEnvironment(joined, environment)).toEqual(written);
  expect(inEnvironment({ Arn: { 'Fn::Join': ['', ['a', { Ref: 'B' }, 'c', 'd']] } }, environment)).toEqual({
    Arn: { 'Fn::Join': ['', ['a', { Ref: 'B' }, 'cd']] },
  });
});
