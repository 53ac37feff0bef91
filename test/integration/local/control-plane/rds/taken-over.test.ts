import { DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { freePort } from '../../../../../local/processes/ports.ts';
import { certificateFiles } from '../../../../../local/services/certificates/certificates.ts';
import { TestStack } from '../../../../support/stack/test-stack.ts';
import { type OwnControlPlane, ownControlPlane } from './own-control-plane.ts';
import { login, psql } from './test-instances.ts';

let controlPlane: OwnControlPlane;

const subnet = (number: number) => ({
  Type: 'AWS::EC2::Subnet',
  Properties: {
    VpcId: { Ref: 'Network' },
    CidrBlock: `10.0.${number}.0/24`,
    AvailabilityZone: `us-east-1${'ab'[number]}`,
  },
});
const subnets = [{ Ref: 'First' }, { Ref: 'Second' }];
const template = (properties: object = {}) => ({
  Resources: {
    Network: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
    First: subnet(0),
    Second: subnet(1),
    Guard: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: { GroupDescription: 'of the test', VpcId: { Ref: 'Network' } },
    },
    Subnets: {
      Type: 'AWS::RDS::DBSubnetGroup',
      Properties: { DBSubnetGroupName: 'shop', DBSubnetGroupDescription: 'of the test', SubnetIds: subnets },
    },
    Database: {
      Type: 'AWS::RDS::DBInstance',
      Properties: {
        DBInstanceIdentifier: 'shop',
        Engine: 'postgres',
        DBInstanceClass: 'db.t4g.micro',
        AllocatedStorage: '20',
        MasterUsername: login.username,
        ManageMasterUserPassword: true,
        DBSubnetGroupName: { Ref: 'Subnets' },
        VPCSecurityGroups: [{ 'Fn::GetAtt': ['Guard', 'GroupId'] }],
        ...properties,
      },
    },
    Proxy: {
      Type: 'AWS::RDS::DBProxy',
      Properties: {
        DBProxyName: 'shop',
        EngineFamily: 'POSTGRESQL',
        RoleArn: 'arn:aws:iam::000000000000:role/proxy',
        Auth: [{ SecretArn: { 'Fn::GetAtt': ['Database', 'MasterUserSecret.SecretArn'] } }],
        VpcSubnetIds: subnets,
        VpcSecurityGroupIds: [{ 'Fn::GetAtt': ['Guard', 'GroupId'] }],
      },
    },
    Targets: {
      Type: 'AWS::RDS::DBProxyTargetGroup',
      Properties: {
        DBProxyName: { Ref: 'Proxy' },
        TargetGroupName: 'default',
        DBInstanceIdentifiers: [{ Ref: 'Database' }],
      },
    },
  },
  Outputs: {
    Port: { Value: { 'Fn::GetAtt': ['Database', 'Endpoint.Port'] } },
    Address: { Value: { 'Fn::GetAtt': ['Proxy', 'Endpoint'] } },
    Secret: { Value: { 'Fn::GetAtt': ['Database', 'MasterUserSecret.SecretArn'] } },
  },
});

const session = async ({ Secret, Address }: Record<string, string | undefined>) => {
  const secrets = new SecretsManagerClient(controlPlane.clientSettings);
  const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId: Secret }));
  const { password } = JSON.parse(SecretString) as { password: string };
  const { authority } = certificateFiles(controlPlane.stateDir);
  return { port: Number(Address?.split(':')[1]), password, authority };
};

beforeAll(async () => {
  controlPlane = await ownControlPlane(await freePort());
  await Promise.all([controlPlane.startLocalstack(), controlPlane.start()]);
});

afterAll(() => controlPlane.delete());

test('the stack of a new LocalStack takes over an instance and its proxy, whose network and secret are new', async () => {
  const forgotten = new TestStack(controlPlane.clientSettings);
  await forgotten.deploy(template());
  const before = await forgotten.outputs();
  await psql(await session(before), 'CREATE TABLE kept AS SELECT 42 AS answer');
  await controlPlane.startLocalstack();
  const stack = new TestStack(controlPlane.clientSettings);

  const deployed = await stack.deploy(template());

  expect([deployed, await stack.events('Database'), await stack.events('Proxy')]).toEqual([
    true,
    expect.anything(),
    expect.anything(),
  ]);
  const after = await stack.outputs();
  expect([after.Port, after.Address]).toEqual([before.Port, before.Address]);
  expect(after.Secret).not.toBe(before.Secret);
  expect(await psql(await session(after), 'TABLE kept')).toBe('42');
});

test('an instance with another master user is not taken over, and stays', async () => {
  await controlPlane.startLocalstack();
  const stack = new TestStack(controlPlane.clientSettings);

  const deployed = await stack.deploy(template({ MasterUsername: 'other' }));

  expect([deployed, (await stack.events('Database')).join(' ')]).toEqual([
    false,
    expect.stringContaining('MasterUsername cannot be changed from boss to other: delete the DB instance first.'),
  ]);
  const { DBInstances } = await controlPlane.call<{ DBInstances: object[] }>('DescribeDBInstances', {});
  expect(DBInstances).toMatchObject([{ DBInstanceIdentifier: 'shop', DBInstanceStatus: 'available' }]);
});

test('an instance of which no stack tells has a new secret, with a password that is good, at the first call', async () => {
  await controlPlane.startLocalstack();
  const client = new RDSClient(controlPlane.clientSettings);

  const { DBInstances = [] } = await client.send(new DescribeDBInstancesCommand({}));

  const [{ MasterUserSecret, Endpoint } = {}] = DBInstances;
  const place = { Secret: MasterUserSecret?.SecretArn, Address: `${Endpoint?.Address}:${Endpoint?.Port}` };
  expect(await psql(await session(place), 'TABLE kept')).toBe('42');
});
