import {
  CreateDBParameterGroupCommand,
  DeleteDBParameterGroupCommand,
  DescribeDBEngineVersionsCommand,
  DescribeDBParametersCommand,
  ModifyDBInstanceCommand,
  ModifyDBParameterGroupCommand,
  type Parameter,
  RebootDBInstanceCommand,
  ResetDBParameterGroupCommand,
} from '@aws-sdk/client-rds';
import { eventually } from '../../../../support/eventually.ts';
import { TestStack } from '../../../../support/stack/test-stack.ts';
import {
  createInstance,
  deleteInstances,
  describe as describeInstance,
  newIdentifier,
  psql,
  rds,
  untilStatus,
} from './test-instances.ts';

const DBParameterGroupName = newIdentifier();
let identifier: string;
let port: number | undefined;

const change = (...Parameters: [name: string, value: string, method?: Parameter['ApplyMethod']][]) =>
  rds.send(
    new ModifyDBParameterGroupCommand({
      DBParameterGroupName,
      Parameters: Parameters.map(([ParameterName, ParameterValue, ApplyMethod = 'immediate']) => ({
        ParameterName,
        ParameterValue,
        ApplyMethod,
      })),
    }),
  );

const show = (name: string, sslmode?: string) => psql({ port, ...(sslmode && { sslmode }) }, `SHOW ${name}`);

const applyStatus = async () => (await describeInstance(identifier)).DBParameterGroups?.[0]?.ParameterApplyStatus;

beforeAll(async () => {
  const group = { DBParameterGroupName, DBParameterGroupFamily: 'postgres18', Description: 'of the test' };
  await rds.send(new CreateDBParameterGroupCommand(group));
  const instance = await createInstance({ DBParameterGroupName });
  identifier = instance.DBInstanceIdentifier ?? '';
  port = instance.Endpoint?.Port;
});

afterAll(async () => {
  await deleteInstances();
  await rds.send(new DeleteDBParameterGroupCommand({ DBParameterGroupName }));
});

test('a dynamic parameter reaches the running server, until it is reset', async () => {
  const before = await show('work_mem');

  await change(['work_mem', '8192']);

  await eventually(async () => expect(await show('work_mem')).toBe('8MB'), 5000);
  await rds.send(
    new ResetDBParameterGroupCommand({
      DBParameterGroupName,
      Parameters: [{ ParameterName: 'work_mem', ApplyMethod: 'immediate' }],
    }),
  );
  await eventually(async () => expect(await show('work_mem')).toBe(before), 5000);
});

test('a static parameter waits for a reboot', async () => {
  await change(['max_connections', '50', 'pending-reboot']);

  expect([await applyStatus(), await show('max_connections')]).toEqual(['pending-reboot', '100']);

  await rds.send(new RebootDBInstanceCommand({ DBInstanceIdentifier: identifier }));
  await untilStatus(identifier, 'available');
  expect([await applyStatus(), await show('max_connections')]).toEqual(['in-sync', '50']);
});

test('without rds.force_ssl a client may come in the clear', async () => {
  await expect(show('work_mem', 'disable')).rejects.toThrow('no encryption');

  await change(['rds.force_ssl', '0']);

  await eventually(async () => expect(await show('rds.force_ssl', 'disable')).toBe('0'), 5000);
});

test.each<[string, string, Parameter['ApplyMethod'], string]>([
  ['colour', 'red', 'immediate', 'Could not find parameter with name: colour'],
  ['archive_command', 'true', 'pending-reboot', 'The parameter archive_command cannot be modified.'],
  ['listen_addresses', '*', 'pending-reboot', 'The parameter listen_addresses cannot be modified.'],
  ['work_mem', '1', 'immediate', 'Invalid parameter value: 1 for: work_mem allowed values are: 64-2147483647'],
  ['max_connections', '50', 'immediate', 'cannot use immediate apply method for static parameter'],
])('%s = %s (%s) is refused', async (name, value, method, message) => {
  await expect(change([name, value, method])).rejects.toMatchObject({ message });
});

test('parameters are told in pages, and those of somebody alone', async () => {
  const first = await rds.send(new DescribeDBParametersCommand({ DBParameterGroupName, MaxRecords: 20 }));
  const second = await rds.send(
    new DescribeDBParametersCommand({ DBParameterGroupName, MaxRecords: 20, Marker: first.Marker }),
  );
  const own = await rds.send(new DescribeDBParametersCommand({ DBParameterGroupName, Source: 'user' }));

  const names = [...(first.Parameters ?? []), ...(second.Parameters ?? [])].map((one) => one.ParameterName);
  expect([names.length, new Set(names).size]).toEqual([40, 40]);
  expect(own.Parameters).toMatchObject([
    { ParameterName: 'max_connections', ParameterValue: '50', ApplyType: 'static' },
    { ParameterName: 'rds.force_ssl', ParameterValue: '0', ApplyType: 'dynamic' },
  ]);
});

test('a group that is in use is not deleted, nor one that is there for all', async () => {
  const deletion = (name: string) => rds.send(new DeleteDBParameterGroupCommand({ DBParameterGroupName: name }));

  await expect(deletion(DBParameterGroupName)).rejects.toMatchObject({ name: 'InvalidDBParameterGroupStateFault' });
  await expect(deletion('default.postgres18')).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});

test('a value with which no server starts makes the instance say so, until it is taken back', async () => {
  const other = newIdentifier();
  const request = { DBParameterGroupName: other, DBParameterGroupFamily: 'postgres18', Description: 'bad' };
  await rds.send(new CreateDBParameterGroupCommand(request));
  const { DBInstanceIdentifier = '' } = await createInstance();
  const bad = { ParameterName: 'wal_level', ParameterValue: 'nonsense', ApplyMethod: 'pending-reboot' as const };
  await rds.send(new ModifyDBParameterGroupCommand({ DBParameterGroupName: other, Parameters: [bad] }));
  await rds.send(new ModifyDBInstanceCommand({ DBInstanceIdentifier, DBParameterGroupName: other }));
  await untilStatus(DBInstanceIdentifier, 'available');

  await rds.send(new RebootDBInstanceCommand({ DBInstanceIdentifier }));

  await untilStatus(DBInstanceIdentifier, 'incompatible-parameters');
  await rds.send(new ResetDBParameterGroupCommand({ DBParameterGroupName: other, ResetAllParameters: true }));
  await rds.send(new RebootDBInstanceCommand({ DBInstanceIdentifier }));
  await untilStatus(DBInstanceIdentifier, 'available');
});

test('a stack makes a group with its parameters', async () => {
  const stack = new TestStack();
  const Properties = { Family: 'postgres18', Description: 'of a stack', Parameters: { work_mem: 8192 } };

  const deployed = await stack.deploy({
    Resources: { Group: { Type: 'AWS::RDS::DBParameterGroup', Properties } },
    Outputs: { Name: { Value: { Ref: 'Group' } } },
  });

  expect([deployed, await stack.events('Group')]).toEqual([true, expect.anything()]);
  const { Name = '' } = await stack.outputs();
  const own = await rds.send(new DescribeDBParametersCommand({ DBParameterGroupName: Name, Source: 'user' }));
  expect(own.Parameters).toMatchObject([{ ParameterName: 'work_mem', ParameterValue: '8192' }]);
  await stack.delete();
  const gone = rds.send(new DescribeDBParametersCommand({ DBParameterGroupName: Name }));
  await expect(gone).rejects.toMatchObject({ name: 'DBParameterGroupNotFoundFault' });
});

test('the version that is told is the one that runs', async () => {
  const { DBEngineVersions } = await rds.send(new DescribeDBEngineVersionsCommand({ Engine: 'postgres' }));

  expect(DBEngineVersions?.map(({ EngineVersion }) => EngineVersion)).toEqual([await show('server_version')]);
});
