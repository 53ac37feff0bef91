import { Match, type Template } from 'aws-cdk-lib/assertions';
import { findStage, stages, withAlarmWebhook } from '../../../cdk/stages.ts';
import { configKeys } from '../../../lambdas/core/config-keys.ts';
import { type Statement, stackOf, statementsOf, templateOf } from './synthesise.ts';

const ofPipeline = ['users-fetch', 'users-migrate', 'users-redrive', 'users-sink'];

function functionsOf(template: Template) {
  const found = Object.values(template.findResources('AWS::Lambda::Function')).map(({ Properties }) => Properties);
  return found.filter(({ FunctionName }) => FunctionName);
}

function variablesOf(template: Template, functionName: string): string[] {
  const properties = functionsOf(template).find(({ FunctionName }) => FunctionName === functionName);
  return Object.keys(properties?.Environment.Variables ?? {});
}

describe.each(Object.keys(stages))('stage %s', (stage) => {
  const template = templateOf(stage);
  const hasWebhook = stages[stage]?.alarmWebhook !== undefined;
  const names = [...ofPipeline, ...(hasWebhook ? ['users-notify'] : [])].sort();

  test('has its functions on Node 22', () => {
    const functions = functionsOf(template);

    expect(functions.map(({ FunctionName }) => FunctionName).sort()).toEqual(names);
    expect(functions.map(({ Runtime }) => Runtime)).toEqual(names.map(() => 'nodejs22.x'));
  });

  test('keeps the log of each function for a bounded time', () => {
    for (const name of names) {
      template.hasResourceProperties('AWS::Logs::LogGroup', {
        LogGroupName: `/aws/lambda/${name}`,
        RetentionInDays: Match.anyValue(),
      });
    }
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: Match.anyValue() });
  });

  test('gives the functions only variables that they read', () => {
    const known = [...Object.values(configKeys), 'NODE_EXTRA_CA_CERTS'];
    const ofDatabase = [configKeys.postgresEndpoint, configKeys.postgresDatabase, configKeys.postgresUser];

    const given = names.flatMap((name) => variablesOf(template, name));

    expect(given.filter((name) => !known.includes(name as (typeof known)[number]))).toEqual([]);
    expect(variablesOf(template, 'users-fetch')).toEqual(
      expect.arrayContaining(['RANDOM_USER_API_URL', 'USERS_PER_RUN', 'KAFKA_CLUSTER_ARN', 'KAFKA_TOPIC']),
    );
    expect(variablesOf(template, 'users-migrate')).toContain(configKeys.kafkaTopicPartitions);
    for (const name of ['users-fetch', 'users-migrate']) {
      const ofRegistry = [configKeys.schemaRegistryUri, configKeys.recordFormat];
      expect(variablesOf(template, name)).toEqual(expect.arrayContaining(ofRegistry));
    }
    expect(variablesOf(template, 'users-sink')).toEqual(
      expect.arrayContaining([configKeys.cassandraEndpoint, configKeys.cassandraKeyspace]),
    );
    expect(variablesOf(template, 'users-redrive')).toEqual(
      expect.arrayContaining([configKeys.deadLetterQueueUrl, configKeys.deadLetterBucket, configKeys.kafkaTopic]),
    );
    for (const name of ofPipeline) {
      expect(variablesOf(template, name)).toEqual(expect.arrayContaining(['NODE_EXTRA_CA_CERTS', ...ofDatabase]));
    }
  });

  test('the mapping reads all of the topic, bisects, and gives up to the queue', () => {
    template.resourceCountIs('AWS::Lambda::EventSourceMapping', 1);
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      Topics: ['users_created'],
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 5000,
      MaximumBatchingWindowInSeconds: 0,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: stages[stage]?.mapping.retryAttempts,
      ProvisionedPollerConfig: { MinimumPollers: 1, MaximumPollers: stages[stage]?.mapping.maximumPollers },
      AmazonManagedKafkaEventSourceConfig: {
        ConsumerGroupId: 'users-sink',
        SchemaRegistryConfig: {
          SchemaRegistryURI: Match.anyValue(),
          EventRecordFormat: 'JSON',
          SchemaValidationConfigs: [{ Attribute: 'VALUE' }],
        },
      },
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp('Failures'), 'Arn'] } } },
    });
  });

  test('encrypts its queues and keeps what fails for 14 days', () => {
    for (const QueueName of ['users-sink-failures', 'users-fetch-failures']) {
      template.hasResourceProperties('AWS::SQS::Queue', {
        QueueName,
        KmsMasterKeyId: Match.anyValue(),
        MessageRetentionPeriod: 14 * 24 * 60 * 60,
      });
    }
  });

  test('migrates before anything can write', () => {
    const afterMigration = { DependsOn: Match.arrayWith([Match.stringLikeRegexp('^MigrationTrigger')]) };

    template.hasResource('Custom::Trigger', {});
    template.hasResource('AWS::Lambda::EventSourceMapping', afterMigration);
    template.hasResource('AWS::Events::Rule', afterMigration);
    for (const FunctionName of ['users-fetch', 'users-sink', 'users-redrive']) {
      template.hasResource('AWS::Lambda::Function', { Properties: { FunctionName }, ...afterMigration });
    }
  });

  test('lets the fetch function invoke itself, and nobody else', () => {
    const policies = Object.entries(template.findResources('AWS::IAM::Policy'));
    const [own] = policies.filter(([id]) => id.startsWith('FetchRole')).map(([, policy]) => policy);
    const statements = own?.Properties.PolicyDocument.Statement as Statement[];

    const invoking = statements.filter(({ Action }) => Action === 'lambda:InvokeFunction');

    expect(invoking.map(({ Resource }) => JSON.stringify(Resource))).toEqual([
      expect.stringMatching(/:function:users-fetch"(\]\]\})?$/),
    ]);
  });

  test('migrates again when only the registry is another', () => {
    const described = { Description: { 'Fn::Join': ['', ['Registers in ', Match.anyValue()]] } };

    template.hasResourceProperties('AWS::Lambda::Version', described);
  });

  test('alarms on failed, missing, degraded and given-up runs, on a failing or slow sink, and on full or slow stores', () => {
    const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);

    expect(alarms.map(({ AlarmName }) => AlarmName).sort()).toEqual([
      ...['users-broker-1-disk', 'users-broker-2-disk', 'users-broker-3-disk'],
      ...['users-cassandra-slow', 'users-database-storage'],
      'users-fetch-errors',
      'users-fetch-failures-not-empty',
      'users-fetch-missing',
      'users-fetch-rejected',
      ...(hasWebhook ? ['users-notify-failures-not-empty'] : []),
      'users-postgresql-slow',
      'users-sink-errors',
      'users-sink-failures-not-empty',
      'users-sink-lag',
      'users-sink-throttles',
    ]);
    for (const { AlarmActions, OKActions } of alarms) {
      expect(AlarmActions).toEqual([{ Ref: expect.stringMatching(/^AlarmsTopic/) }]);
      expect(OKActions).toEqual(AlarmActions);
    }
  });

  test('shows runs, their users, records, lag, dead letters and the stores on one dashboard', () => {
    const [dashboard] = Object.values(template.findResources('AWS::CloudWatch::Dashboard'));
    const body = JSON.stringify(dashboard?.Properties.DashboardBody);
    const ofStores = ['CassandraTime', 'PostgreSQLTime', 'KafkaDataLogsDiskUsed', 'FreeStorageSpace'];

    for (const metric of [
      'Invocations',
      'Errors',
      'UsersFetched',
      'UsersPublished',
      'UsersRejected',
      'PolledEventCount',
      'MaxOffsetLag',
      'NumberOfMessagesVisible',
      ...ofStores,
    ]) {
      expect(body).toContain(metric);
    }
  });
});

test.each([
  ['local', 'cron(0 10 * * ? *)'],
  ['test', 'rate(1 minute)'],
  ['aws', 'cron(0 10 * * ? *)'],
])('the rule of stage %s is %s', (stage, expression) => {
  templateOf(stage).hasResourceProperties('AWS::Events::Rule', {
    Name: 'users-daily',
    ScheduleExpression: expression,
    State: 'ENABLED',
    Targets: [Match.objectLike({ DeadLetterConfig: Match.anyValue(), RetryPolicy: Match.anyValue() })],
  });
});

test('stage aws tells nobody of its alarms until somebody is named', () => {
  const template = templateOf('aws');

  template.resourceCountIs('AWS::SNS::Subscription', 0);
  template.resourceCountIs('AWS::CloudWatch::Alarm', 14);
});

describe('a stage with a webhook', () => {
  const template = templateOf(withAlarmWebhook(findStage('aws'), 'true'));

  test('posts what begins and ends, but not that the webhook fails', () => {
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'lambda',
      FilterPolicyScope: 'MessageBody',
      FilterPolicy: {
        $or: [{ NewStateValue: ['ALARM'] }, { OldStateValue: ['ALARM'] }],
        AlarmName: [{ 'anything-but': ['users-notify-failures-not-empty'] }],
      },
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^NotifyUndelivered'), 'Arn'] } },
    });
  });

  test('keeps in one queue what SNS cannot deliver and what the function cannot post', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: 'users-notify-failures',
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 14 * 24 * 60 * 60,
    });
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: Match.stringLikeRegexp('^Notify') },
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 3600,
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp('^NotifyUndelivered'), 'Arn'] } },
      },
    });
  });

  test('runs its function in no VPC, and tells it no URL', () => {
    const notify = functionsOf(template).find(({ FunctionName }) => FunctionName === 'users-notify');

    expect(notify).not.toHaveProperty('VpcConfig');
    expect(Object.keys(notify?.Environment.Variables).sort()).toEqual([configKeys.alarmPages, 'NODE_EXTRA_CA_CERTS']);
  });

  test('lets its function read the one secret', () => {
    const reading = statementsOf(template).filter(({ Action }) => Action === 'secretsmanager:GetSecretValue');

    expect(reading.map(({ Resource }) => JSON.stringify(Resource))).toEqual([
      expect.stringMatching(/:secret:users-pipeline\/alarm-webhook-\?{6}"\]\]}$/),
    ]);
  });
});

test.each(['local', 'test'])('stage %s cannot be deployed to a real account', (stage) => {
  const stack = stackOf(stage);

  expect(stack.environment).toBe('aws://000000000000/us-east-1');
});

test('stage aws keeps its data when the stack goes', () => {
  const template = templateOf('aws');

  template.hasResource('AWS::RDS::DBInstance', { DeletionPolicy: 'Snapshot' });
  template.hasResourceProperties('AWS::RDS::DBInstance', { DeletionProtection: true, StorageEncrypted: true });
  template.hasResource('AWS::Cassandra::Table', {
    DeletionPolicy: 'Retain',
    Properties: {
      ClientSideTimestampsEnabled: true,
      PointInTimeRecoveryEnabled: true,
      BillingMode: { Mode: 'ON_DEMAND' },
    },
  });
});
