import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  CreateDBProxyCommand,
  type CreateDBProxyCommandInput,
  DeleteDBProxyCommand,
  DeregisterDBProxyTargetsCommand,
  DescribeDBProxiesCommand,
  DescribeDBProxyTargetGroupsCommand,
  DescribeDBProxyTargetsCommand,
  ModifyDBProxyCommand,
  ModifyDBProxyTargetGroupCommand,
  RegisterDBProxyTargetsCommand,
  StopDBInstanceCommand,
} from '@aws-sdk/client-rds';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { eventually } from '../../../../support/eventually.ts';
import { clientSettings } from '../../../../support/stack/client-settings.ts';
import { TestStack } from '../../../../support/stack/test-stack.ts';
import { authToken } from './auth-tokens.ts';
import { createInstance, deleteInstances, login, newIdentifier, psql, rds, untilStatus } from './test-instances.ts';

const RoleArn = 'arn:aws:iam::000000000000:role/proxy';
const made: string[] = [];
let VpcSubnetIds: string[];
let SecretArn: string;
let instance: string;

/** @returns the port that it listens on, once it does */
async function createProxy(name: string, settings: Partial<CreateDBProxyCommandInput> = {}): Promise<number> {
  made.push(name);
  const Auth = settings.Auth ?? [{ AuthScheme: 'SECRETS' as const, SecretArn, IAMAuth: 'DISABLED' as const }];
  const wanted = { EngineFamily: 'POSTGRESQL' as const, RoleArn, VpcSubnetIds, RequireTLS: true, ...settings, Auth };
  await rds.send(new CreateDBProxyCommand({ DBProxyName: name, ...wanted }));
  return eventually(async () => {
    const { DBProxies } = await rds.send(new DescribeDBProxiesCommand({ DBProxyName: name }));
    expect(DBProxies).toMatchObject([{ Status: 'available', Endpoint: expect.stringMatching(/^127\.0\.0\.1:\d+$/) }]);
    return Number(DBProxies?.[0]?.Endpoint?.split(':')[1]);
  }, 10_000);
}

async function createSecret(content: object): Promise<string> {
  const secrets = new SecretsManagerClient(clientSettings());
  const secret = { Name: newIdentifier(), SecretString: JSON.stringify(content) };
  return (await secrets.send(new CreateSecretCommand(secret))).ARN ?? '';
}

const register = (DBProxyName: string, ...DBInstanceIdentifiers: string[]) =>
  rds.send(new RegisterDBProxyTargetsCommand({ DBProxyName, DBInstanceIdentifiers }));

const health = async (DBProxyName: string) => {
  const { Targets } = await rds.send(new DescribeDBProxyTargetsCommand({ DBProxyName }));
  return Targets?.map(({ TargetHealth }) => TargetHealth);
};

beforeAll(async () => {
  const zones = { Name: 'default-for-az', Values: ['true'] };
  const { Subnets = [] } = await new EC2Client(clientSettings()).send(new DescribeSubnetsCommand({ Filters: [zones] }));
  VpcSubnetIds = Subnets.slice(0, 2).map(({ SubnetId = '' }) => SubnetId);
  SecretArn = await createSecret(login);
  instance = (await createInstance()).DBInstanceIdentifier ?? '';
});

afterAll(async () => {
  for (const DBProxyName of made) await rds.send(new DeleteDBProxyCommand({ DBProxyName }));
  await deleteInstances();
});

test('a proxy leads whom its secret names to its target, by their password', async () => {
  const name = newIdentifier();
  const port = await createProxy(name);
  await expect(psql({ port }, 'SELECT 1')).rejects.toThrow('This RDS Proxy has no target');

  const { DBProxyTargets } = await register(name, instance);

  expect(DBProxyTargets).toMatchObject([
    { RdsResourceId: instance, Type: 'RDS_INSTANCE', TargetHealth: { State: 'AVAILABLE' } },
  ]);
  expect(await psql({ port }, 'SELECT current_user')).toBe(login.username);
  await expect(psql({ port, password: 'wrong' }, 'SELECT 1')).rejects.toThrow('password authentication failed');
  await expect(psql({ port, user: 'other' }, 'SELECT 1')).rejects.toThrow(
    'This RDS proxy has no credentials for the role other.',
  );
  await expect(psql({ port, sslmode: 'disable' }, 'SELECT 1')).rejects.toThrow(
    'This RDS Proxy requires TLS connections',
  );
});

test('a proxy that requires IAM takes tokens that are made for it', async () => {
  const name = newIdentifier();
  const port = await createProxy(name, { Auth: [{ AuthScheme: 'SECRETS', SecretArn, IAMAuth: 'REQUIRED' }] });
  await register(name, instance);

  const password = await authToken(port, login.username);

  expect(await psql({ port, password }, 'SELECT current_user')).toBe(login.username);
  await expect(psql({ port }, 'SELECT 1')).rejects.toThrow('The IAM authentication failed for the role boss.');
});

test.each([
  ['another password', { ...login, password: 'wrong-password' }, 'password authentication failed for user "boss"'],
  ['the administrator', { username: 'rdsadmin', password: 'any-password' }, 'has no credentials for the role rdsadmin'],
])('a good token does not help when the secret holds %s', async (_, secret, message) => {
  const name = newIdentifier();
  const Auth = [
    { AuthScheme: 'SECRETS' as const, SecretArn: await createSecret(secret), IAMAuth: 'REQUIRED' as const },
  ];
  const port = await createProxy(name, { Auth });
  await register(name, instance);

  const password = await authToken(port, secret.username);

  await expect(psql({ port, user: secret.username, password }, 'SELECT 1')).rejects.toThrow(message);
  expect(await health(name)).toMatchObject([{ State: 'UNAVAILABLE', Reason: 'AUTH_FAILURE' }]);
});

test('a proxy is changed while it listens', async () => {
  const name = newIdentifier();
  const port = await createProxy(name);
  await register(name, instance);

  const { DBProxy } = await rds.send(
    new ModifyDBProxyCommand({ DBProxyName: name, RequireTLS: false, IdleClientTimeout: 60 }),
  );
  const { DBProxyTargetGroup } = await rds.send(
    new ModifyDBProxyTargetGroupCommand({
      DBProxyName: name,
      TargetGroupName: 'default',
      ConnectionPoolConfig: { MaxConnectionsPercent: 80 },
    }),
  );

  expect(DBProxy).toMatchObject({ RequireTLS: false, IdleClientTimeout: 60 });
  expect(DBProxyTargetGroup?.ConnectionPoolConfig).toMatchObject({
    MaxConnectionsPercent: 80,
    MaxIdleConnectionsPercent: 50,
  });
  expect(await psql({ port, sslmode: 'disable' }, 'SELECT 1')).toBe('1');
});

test('a target tells how it is, and can be taken away', async () => {
  const name = newIdentifier();
  const port = await createProxy(name);
  const stopped = (await createInstance()).DBInstanceIdentifier ?? '';
  await register(name, stopped);
  await expect(register(name, stopped)).rejects.toMatchObject({ name: 'DBProxyTargetAlreadyRegisteredFault' });
  await rds.send(new StopDBInstanceCommand({ DBInstanceIdentifier: stopped }));
  await untilStatus(stopped, 'stopped');

  expect(await health(name)).toMatchObject([{ State: 'UNAVAILABLE', Reason: 'CONNECTION_FAILED' }]);
  await expect(psql({ port }, 'SELECT 1')).rejects.toThrow('Timed-out waiting to acquire database connection');

  await rds.send(new DeregisterDBProxyTargetsCommand({ DBProxyName: name, DBInstanceIdentifiers: [stopped] }));
  expect(await health(name)).toEqual([]);
});

test('a proxy without a secret that can be read says so of its target', async () => {
  const name = newIdentifier();
  const missing = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:missing-AbCdEf';
  await createProxy(name, { Auth: [{ AuthScheme: 'SECRETS', SecretArn: missing, IAMAuth: 'DISABLED' }] });
  await register(name, instance);

  expect(await health(name)).toMatchObject([{ State: 'UNAVAILABLE', Reason: 'AUTH_FAILURE' }]);
});

test('a stack makes a proxy with its target, and deletes it', async () => {
  const stack = new TestStack();
  const DBProxyName = newIdentifier();

  const deployed = await stack.deploy({
    Resources: {
      Proxy: {
        Type: 'AWS::RDS::DBProxy',
        Properties: {
          DBProxyName,
          EngineFamily: 'POSTGRESQL',
          RoleArn,
          VpcSubnetIds,
          RequireTLS: 'true',
          IdleClientTimeout: '120',
          Auth: [{ AuthScheme: 'SECRETS', SecretArn, IAMAuth: 'DISABLED' }],
        },
      },
      Targets: {
        Type: 'AWS::RDS::DBProxyTargetGroup',
        Properties: {
          DBProxyName: { Ref: 'Proxy' },
          TargetGroupName: 'default',
          DBInstanceIdentifiers: [instance],
          ConnectionPoolConfigurationInfo: { MaxConnectionsPercent: '90' },
        },
      },
    },
    Outputs: {
      Endpoint: { Value: { 'Fn::GetAtt': ['Proxy', 'Endpoint'] } },
      Arn: { Value: { 'Fn::GetAtt': ['Proxy', 'DBProxyArn'] } },
      Group: { Value: { 'Fn::GetAtt': ['Targets', 'TargetGroupArn'] } },
    },
  });

  expect([deployed, await stack.events('Targets')]).toEqual([true, expect.anything()]);
  const { Endpoint = '', Arn, Group } = await stack.outputs();
  expect(Arn).toMatch(/:db-proxy:prx-[0-9a-f]{17}$/);
  const { TargetGroups } = await rds.send(new DescribeDBProxyTargetGroupsCommand({ DBProxyName }));
  expect(TargetGroups).toMatchObject([{ TargetGroupArn: Group, ConnectionPoolConfig: { MaxConnectionsPercent: 90 } }]);
  expect(await psql({ port: Number(Endpoint.split(':')[1]) }, 'SELECT 1')).toBe('1');
  await stack.delete();
  const gone = rds.send(new DescribeDBProxiesCommand({ DBProxyName }));
  await expect(gone).rejects.toMatchObject({ name: 'DBProxyNotFoundFault' });
});
