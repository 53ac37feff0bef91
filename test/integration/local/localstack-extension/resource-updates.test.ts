import { GetFunctionConfigurationCommand, GetFunctionEventInvokeConfigCommand } from '@aws-sdk/client-lambda';
import { TestStack } from '../../../support/stack/test-stack.ts';
import { json, query, xmlValues } from './aws-http.ts';
import { lambda } from './test-function.ts';

let stack: TestStack;

beforeEach(() => {
  stack = new TestStack();
});

afterEach(() => stack.delete());

const statement = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } };
const document = (Statement: object) => ({ Version: '2012-10-17', Statement: [Statement] });
const allow = (Action: string) => document({ Effect: 'Allow', Action, Resource: '*' });
const role = (Properties: object = {}) => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: document(statement), ...Properties },
});

test('a changed role keeps the policies that others gave it', async () => {
  const policy = {
    Type: 'AWS::IAM::Policy',
    Properties: { PolicyName: 'of-another', PolicyDocument: allow('sqs:*'), Roles: [{ Ref: 'Role' }] },
  };
  const inline = (PolicyName: string) => ({ Policies: [{ PolicyName, PolicyDocument: allow('s3:*') }] });
  const Outputs = { Role: { Value: { Ref: 'Role' } }, Id: { Value: { 'Fn::GetAtt': ['Role', 'RoleId'] } } };

  await stack.deploy({ Resources: { Role: role(inline('first')), Policy: policy }, Outputs });
  const before = await stack.outputs();
  const trust = document({ ...statement, Sid: 'changed' });
  const changed = role({ ...inline('second'), AssumeRolePolicyDocument: trust, Description: 'changed' });
  await stack.deploy({ Resources: { Role: changed, Policy: policy }, Outputs });
  const RoleName = before.Role ?? '';
  const names = xmlValues(await query('iam', '2010-05-08', { Action: 'ListRolePolicies', RoleName }), 'member');
  const described = await query('iam', '2010-05-08', { Action: 'GetRole', RoleName });

  expect(names.sort()).toEqual(['of-another', 'second']);
  expect(await stack.outputs()).toEqual(before);
  expect(xmlValues(described, 'Description')).toEqual(['changed']);
  expect(decodeURIComponent(xmlValues(described, 'AssumeRolePolicyDocument')[0] ?? '')).toContain('"changed"');
});

test('changes keys, log groups, secrets and dashboards, which keep their identities', async () => {
  const key = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: '*' }],
  };
  const resources = (text: string, days: number) => ({
    Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: key, Description: text, EnableKeyRotation: days > 7 } },
    Group: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: days } },
    Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { SecretString: text, Description: text } },
    Dashboard: {
      Type: 'AWS::CloudWatch::Dashboard',
      Properties: { DashboardBody: JSON.stringify({ widgets: [], periodOverride: text }) },
    },
  });
  const names = ['Key', 'Group', 'Secret', 'Dashboard'];
  const Outputs = Object.fromEntries(names.map((name) => [name, { Value: { Ref: name } }]));

  await stack.deploy({ Resources: resources('inherit', 7), Outputs });
  const before = await stack.outputs();
  await stack.deploy({ Resources: resources('auto', 14), Outputs });
  const { Key, Group, Secret, Dashboard = '' } = await stack.outputs();
  const rotation = await json('kms', 'TrentService.GetKeyRotationStatus', { KeyId: Key });
  const groups = await json('logs', 'Logs_20140328.DescribeLogGroups', { logGroupNamePrefix: Group });
  const secret = await json('secretsmanager', 'secretsmanager.GetSecretValue', { SecretId: Secret });
  const dashboard = await query('monitoring', '2010-08-01', { Action: 'GetDashboard', DashboardName: Dashboard });

  expect({ Key, Group, Secret, Dashboard }).toEqual(before);
  expect(rotation).toMatchObject({ KeyRotationEnabled: true });
  expect(groups).toMatchObject({ logGroups: [{ retentionInDays: 14 }] });
  expect(secret).toMatchObject({ SecretString: 'auto' });
  expect(dashboard).toMatch(/periodOverride[^,}]*auto/);
});

test('a function loses what its template no longer gives, and keeps what belongs to it', async () => {
  const name = `update-test-${process.pid}`;
  const resources = (Properties: object) => ({
    Role: role(),
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: name,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Code: { ZipFile: 'exports.handler = async () => null;' },
        ...Properties,
      },
    },
    Retries: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: { FunctionName: { Ref: 'Function' }, Qualifier: '$LATEST', MaximumRetryAttempts: 1 },
    },
  });
  const configuration = () => lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));

  const Environment = { Variables: { A: 'b' } };
  const given = { Environment, MemorySize: 512, Timeout: 9, Description: 'x', EphemeralStorage: { Size: 1024 } };
  await stack.deploy({ Resources: resources(given) });
  const before = await configuration();
  await stack.deploy({ Resources: resources({ Timeout: 5 }) });
  const after = await configuration();
  const retries = await lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName: name }));

  expect(before).toMatchObject(given);
  expect(after).toMatchObject({ MemorySize: 128, Timeout: 5, Description: '', EphemeralStorage: { Size: 512 } });
  expect(after.Environment?.Variables ?? {}).toEqual({});
  expect(retries.MaximumRetryAttempts).toBe(1);
});
