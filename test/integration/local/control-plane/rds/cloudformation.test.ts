import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeDBSubnetGroupsCommand } from '@aws-sdk/client-rds';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientSettings } from '../../../../support/stack/client-settings.ts';
import { TestStack } from '../../../../support/stack/test-stack.ts';
import { authToken } from './auth-tokens.ts';
import { describe as describeInstance, login, newIdentifier, psql, rds, untilDeleted } from './test-instances.ts';

const stack = new TestStack();
const identifier = newIdentifier();
const groupName = `${identifier}-subnets`;
let SubnetIds: string[];

const instance = (properties: object) => ({
  Type: 'AWS::RDS::DBInstance',
  DeletionPolicy: 'Snapshot',
  Properties: {
    DBInstanceIdentifier: identifier,
    Engine: 'postgres',
    DBInstanceClass: 'db.t4g.micro',
    AllocatedStorage: '20',
    MasterUsername: login.username,
    ManageMasterUserPassword: 'true',
    DBName: 'shop',
    Port: '5432',
    DBSubnetGroupName: { Ref: 'Subnets' },
    EnableIAMDatabaseAuthentication: true,
    ...properties,
  },
});

const template = (properties: object) => ({
  Resources: {
    Subnets: {
      Type: 'AWS::RDS::DBSubnetGroup',
      Properties: { DBSubnetGroupName: groupName, DBSubnetGroupDescription: 'of the test', SubnetIds },
    },
    Database: instance(properties),
  },
  Outputs: {
    Identifier: { Value: { Ref: 'Database' } },
    Group: { Value: { Ref: 'Subnets' } },
    Address: { Value: { 'Fn::GetAtt': ['Database', 'Endpoint.Address'] } },
    Port: { Value: { 'Fn::GetAtt': ['Database', 'Endpoint.Port'] } },
    Arn: { Value: { 'Fn::GetAtt': ['Database', 'DBInstanceArn'] } },
    ResourceId: { Value: { 'Fn::GetAtt': ['Database', 'DbiResourceId'] } },
    Secret: { Value: { 'Fn::GetAtt': ['Database', 'MasterUserSecret.SecretArn'] } },
  },
});

beforeAll(async () => {
  const zones = { Name: 'default-for-az', Values: ['true'] };
  const { Subnets = [] } = await new EC2Client(clientSettings()).send(new DescribeSubnetsCommand({ Filters: [zones] }));
  SubnetIds = Subnets.slice(0, 2).map(({ SubnetId = '' }) => SubnetId);
});

afterAll(() => stack.delete());

test('makes an instance in its subnets, whose outputs lead into its database', async () => {
  const deployed = await stack.deploy(template({}));

  expect([deployed, await stack.events('Database')]).toEqual([true, expect.anything()]);
  const outputs = await stack.outputs();
  expect(outputs).toMatchObject({
    Identifier: identifier,
    Group: groupName,
    Address: '127.0.0.1',
    Arn: `arn:aws:rds:us-east-1:000000000000:db:${identifier}`,
    ResourceId: expect.stringMatching(/^db-[A-Z0-9]{26}$/),
    Secret: expect.stringContaining(':secret:rds!db-'),
  });
  const secrets = new SecretsManagerClient(clientSettings());
  const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId: outputs.Secret }));
  const { username, password } = JSON.parse(SecretString) as { username: string; password: string };
  const session = { port: Number(outputs.Port), user: username, password, database: 'shop' };
  expect(await psql(session, 'SELECT current_user')).toBe(login.username);
});

test('changes it, and leaves its data where they are', async () => {
  const before = await stack.outputs();

  const deployed = await stack.deploy(template({ BackupRetentionPeriod: 7, AllocatedStorage: '30' }));

  expect([deployed, await stack.outputs()]).toEqual([true, before]);
  expect(await describeInstance(identifier)).toMatchObject({ BackupRetentionPeriod: 7, AllocatedStorage: 30 });
});

test('tells why an instance cannot be made', async () => {
  const other = new TestStack();

  const properties = { DBInstanceIdentifier: newIdentifier(), DBSubnetGroupName: 'missing' };

  const deployed = await other.deploy({ Resources: { Database: instance(properties) } });

  expect(deployed).toBe(false);
  expect((await other.events('Database')).join('\n')).toContain("DB subnet group 'missing' does not exist.");
  await other.delete();
});

test('deletes both with the stack', async () => {
  await stack.delete();

  await untilDeleted(identifier);
  const groups = rds.send(new DescribeDBSubnetGroupsCommand({ DBSubnetGroupName: groupName }));
  await expect(groups).rejects.toMatchObject({ name: 'DBSubnetGroupNotFoundFault' });
});

test('a template as CDK makes it works: login in a secret, security group, proxy', async () => {
  const cdk = new TestStack();
  const secret = (key: string) => ({
    'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Secret' }, `:SecretString:${key}::}}`]],
  });
  const GenerateSecretString = {
    SecretStringTemplate: '{"username":"keeper"}',
    GenerateStringKey: 'password',
    PasswordLength: 30,
    ExcludeCharacters: ' %+~`#$&*()|[]{}:;<>?!\'/@"\\',
  };

  const deployed = await cdk.deploy({
    Resources: {
      Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString } },
      Attachment: {
        Type: 'AWS::SecretsManager::SecretTargetAttachment',
        Properties: { SecretId: { Ref: 'Secret' }, TargetId: { Ref: 'Database' }, TargetType: 'AWS::RDS::DBInstance' },
      },
      Guard: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'of the test' } },
      Subnets: {
        Type: 'AWS::RDS::DBSubnetGroup',
        Properties: { DBSubnetGroupDescription: 'Subnet group for the database', SubnetIds },
      },
      Database: {
        Type: 'AWS::RDS::DBInstance',
        DeletionPolicy: 'Snapshot',
        UpdateReplacePolicy: 'Snapshot',
        Properties: {
          AllocatedStorage: '100',
          CopyTagsToSnapshot: true,
          DBInstanceClass: 'db.t4g.micro',
          DBSubnetGroupName: { Ref: 'Subnets' },
          Engine: 'postgres',
          EngineVersion: '17',
          MasterUsername: secret('username'),
          MasterUserPassword: secret('password'),
          StorageType: 'gp2',
          VPCSecurityGroups: [{ 'Fn::GetAtt': ['Guard', 'GroupId'] }],
        },
      },
      Proxy: {
        Type: 'AWS::RDS::DBProxy',
        Properties: {
          Auth: [{ AuthScheme: 'SECRETS', IAMAuth: 'REQUIRED', SecretArn: { Ref: 'Secret' } }],
          DBProxyName: `${identifier}-proxy`,
          EngineFamily: 'POSTGRESQL',
          RequireTLS: true,
          RoleArn: 'arn:aws:iam::000000000000:role/proxy',
          VpcSecurityGroupIds: [{ 'Fn::GetAtt': ['Guard', 'GroupId'] }],
          VpcSubnetIds: SubnetIds,
        },
      },
      Targets: {
        Type: 'AWS::RDS::DBProxyTargetGroup',
        DependsOn: ['Database'],
        Properties: {
          ConnectionPoolConfigurationInfo: {},
          DBInstanceIdentifiers: [{ Ref: 'Database' }],
          DBProxyName: { Ref: 'Proxy' },
          TargetGroupName: 'default',
        },
      },
    },
    Outputs: {
      Identifier: { Value: { Ref: 'Database' } },
      Endpoint: { Value: { 'Fn::GetAtt': ['Proxy', 'Endpoint'] } },
      Secret: { Value: { Ref: 'Secret' } },
    },
  });

  expect([deployed, await cdk.events('Targets')]).toEqual([true, expect.anything()]);
  const { Endpoint = '', Identifier = '' } = await cdk.outputs();
  const port = Number(Endpoint.split(':')[1]);
  const password = await authToken(port, 'keeper');
  expect(await psql({ port, user: 'keeper', password }, 'SELECT current_user')).toBe('keeper');
  await cdk.delete();
  await untilDeleted(Identifier);
});
