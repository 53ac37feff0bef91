import { Match } from 'aws-cdk-lib/assertions';
import { findStage, stages } from '../../../cdk/stages.ts';
import { stackOf, templateOf } from './synthesise.ts';

const key = { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] };
const serverless = { ...findStage('aws'), cluster: { kind: 'serverless' } } as const;

describe.each(Object.keys(stages))('stage %s', (stage) => {
  const template = templateOf(stage);

  test('has brokers that take TLS with IAM and nothing else, and encrypt what they keep', () => {
    template.hasResourceProperties('AWS::MSK::Cluster', {
      ClusterName: 'users-pipeline',
      NumberOfBrokerNodes: 3,
      ClientAuthentication: { Sasl: { Iam: { Enabled: true } }, Unauthenticated: { Enabled: false } },
      EncryptionInfo: {
        EncryptionAtRest: { DataVolumeKMSKeyId: key },
        EncryptionInTransit: { ClientBroker: 'TLS', InCluster: true },
      },
      LoggingInfo: { BrokerLogs: { CloudWatchLogs: { Enabled: true } } },
    });
    template.hasResourceProperties('AWS::MSK::Configuration', {
      ServerProperties: Match.stringLikeRegexp('^auto.create.topics.enable=false\\n'),
    });
  });

  test('has a table of its own that can be restored, with the time of each record', () => {
    template.hasResourceProperties('AWS::Cassandra::Table', {
      KeyspaceName: 'spark_streams',
      TableName: 'created_users',
      ClientSideTimestampsEnabled: true,
      PointInTimeRecoveryEnabled: true,
      BillingMode: { Mode: 'ON_DEMAND' },
      EncryptionSpecification: { EncryptionType: 'CUSTOMER_MANAGED_KMS_KEY', KmsKeyIdentifier: key },
    });
  });

  test('has a bucket that nobody else reads, which forgets a letter’s value a day after the queue its letter', () => {
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: stages[stage]?.retainData ? 'Retain' : 'Delete',
      Properties: {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            {
              BucketKeyEnabled: true,
              ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key },
            },
          ],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 15, Status: 'Enabled' })] },
      },
    });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    });
  });

  test('finds Keyspaces where the parameter says, and else in its Region', () => {
    template.hasParameter('KeyspacesEndpoint', { Default: stages[stage]?.keyspacesEndpoint });
    template.hasCondition('KeyspacesIsRegional', { 'Fn::Equals': [{ Ref: 'KeyspacesEndpoint' }, ''] });
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'users-sink',
      Environment: {
        Variables: {
          CASSANDRA_ENDPOINT: { 'Fn::If': ['KeyspacesIsRegional', Match.anyValue(), { Ref: 'KeyspacesEndpoint' }] },
        },
      },
    });
  });

  test('has a database whose password is known to RDS and its proxy alone', () => {
    template.hasResourceProperties('AWS::RDS::DBInstance', {
      DBInstanceIdentifier: 'users-pipeline',
      ManageMasterUserPassword: true,
      MasterUserPassword: Match.absent(),
      EnableIAMDatabaseAuthentication: true,
      PubliclyAccessible: false,
      StorageEncrypted: true,
      KmsKeyId: key,
    });
    template.hasResourceProperties('AWS::RDS::DBProxy', {
      DBProxyName: 'users-pipeline',
      RequireTLS: true,
      Auth: [
        {
          AuthScheme: 'SECRETS',
          IAMAuth: 'REQUIRED',
          SecretArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^DatabaseInstance'), 'MasterUserSecret.SecretArn'] },
        },
      ],
    });
    template.resourceCountIs('AWS::SecretsManager::Secret', 0);
    expect(template.toJSON().Transform).toBeUndefined();
  });

  test('migrates only when the proxy knows the database', () => {
    template.hasResource('Custom::Trigger', {
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^DatabaseProxyProxyTargetGroup')]),
    });
  });

  test('tags what it makes with the project and the stage', () => {
    for (const type of ['AWS::EC2::VPC', 'AWS::RDS::DBInstance', 'AWS::Lambda::Function', 'AWS::SQS::Queue']) {
      template.hasResourceProperties(type, {
        Tags: Match.arrayWith([
          { Key: 'project', Value: 'users-pipeline' },
          { Key: 'stage', Value: stage },
        ]),
      });
    }
  });
});

test('Express brokers have no volumes, no settings of ours and no alarms on disks', () => {
  const cluster = { kind: 'express', instanceType: 'express.m7g.large', brokers: 3 } as const;
  const template = templateOf({ ...findStage('aws'), cluster });

  template.resourceCountIs('AWS::MSK::Configuration', 0);
  template.hasResourceProperties('AWS::MSK::Cluster', {
    BrokerNodeGroupInfo: { InstanceType: 'express.m7g.large', StorageInfo: Match.absent() },
    ConfigurationInfo: Match.absent(),
    ClientAuthentication: { Sasl: { Iam: { Enabled: true } } },
  });
  const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
  expect(alarms.filter(({ Namespace }) => Namespace === 'AWS/Kafka')).toEqual([]);
  template.hasResourceProperties('AWS::Lambda::Function', {
    FunctionName: 'users-migrate',
    Environment: { Variables: { KAFKA_TOPIC_REPLICATION_FACTOR: '3' } },
  });
});

test('a serverless cluster takes the place of the brokers, their settings and the alarms on their disks', () => {
  const template = templateOf(serverless);

  template.resourceCountIs('AWS::MSK::Cluster', 0);
  template.resourceCountIs('AWS::MSK::Configuration', 0);
  template.hasResourceProperties('AWS::MSK::ServerlessCluster', {
    ClusterName: 'users-pipeline',
    ClientAuthentication: { Sasl: { Iam: { Enabled: true } } },
  });
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Cluster'), 'Arn'] },
  });
  const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
  expect(alarms.filter(({ Namespace }) => Namespace === 'AWS/Kafka')).toEqual([]);
  template.hasResourceProperties('AWS::Lambda::Function', {
    FunctionName: 'users-migrate',
    Environment: { Variables: { KAFKA_TOPIC_REPLICATION_FACTOR: '3' } },
  });
});

test('the zones are the first of the Region, as many as the stage says', () => {
  const stage = { ...findStage('aws'), network: { ...findStage('aws').network, zones: 2 } };

  expect(stackOf(stage).availabilityZones).toHaveLength(2);
  expect(new Set(zonesIn(templateOf(stage))).size).toBe(2);
  expect(new Set(zonesIn(templateOf('aws'))).size).toBe(3);
});

function zonesIn(template: ReturnType<typeof templateOf>): string[] {
  const subnets = Object.values(template.findResources('AWS::EC2::Subnet'));
  return subnets.map(({ Properties }) => JSON.stringify(Properties.AvailabilityZone));
}
