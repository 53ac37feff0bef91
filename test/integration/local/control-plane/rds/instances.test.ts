import {
  CreateDBInstanceCommand,
  DeleteDBInstanceCommand,
  DescribeDBInstancesCommand,
  ModifyDBInstanceCommand,
  RebootDBInstanceCommand,
  StartDBInstanceCommand,
  StopDBInstanceCommand,
} from '@aws-sdk/client-rds';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientSettings } from '../../../../support/stack/client-settings.ts';
import { portOffset } from '../../../../support/stack/stack.ts';
import {
  createInstance,
  deleteInstances,
  describe as describeInstance,
  login,
  newIdentifier,
  psql,
  rds,
  untilDeleted,
  untilStatus,
  usual,
} from './test-instances.ts';

afterAll(deleteInstances);

const modify = async (DBInstanceIdentifier: string, changes: object) => {
  await rds.send(new ModifyDBInstanceCommand({ DBInstanceIdentifier, ApplyImmediately: true, ...changes }));
  return untilStatus(DBInstanceIdentifier, 'available');
};

const secretOf = async (SecretId: string | undefined) => {
  const client = new SecretsManagerClient(clientSettings());
  const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId }));
  return JSON.parse(SecretString) as { username: string; password: string };
};

test('an instance is available within seconds, as it was asked for', async () => {
  const identifier = newIdentifier();
  const begin = Date.now();

  const { DBInstance } = await rds.send(
    new CreateDBInstanceCommand({ ...usual, DBInstanceIdentifier: identifier.toUpperCase(), EngineVersion: '17.6' }),
  );

  expect(DBInstance).toMatchObject({ DBInstanceIdentifier: identifier, DBInstanceStatus: 'creating' });
  expect(DBInstance?.Endpoint).toBeUndefined();
  const available = await untilStatus(identifier, 'available');
  expect(Date.now() - begin).toBeLessThan(10_000);
  expect(available).toMatchObject({
    Engine: 'postgres',
    EngineVersion: '17.6',
    MasterUsername: login.username,
    DBInstanceArn: `arn:aws:rds:us-east-1:000000000000:db:${identifier}`,
    Endpoint: { Address: '127.0.0.1', Port: expect.any(Number) },
    DBParameterGroups: [{ DBParameterGroupName: 'default.postgres17', ParameterApplyStatus: 'in-sync' }],
    DBSubnetGroup: { DBSubnetGroupName: 'default', SubnetGroupStatus: 'Complete' },
  });
  expect(available.Endpoint?.Port).toBeGreaterThanOrEqual(15_500 + portOffset);
  await rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: identifier, SkipFinalSnapshot: true }));
  await untilDeleted(identifier);
});

test('its master user owns the database, may make roles, and is no superuser', async () => {
  const { Endpoint } = await createInstance({ DBName: 'shop' });
  const session = { port: Endpoint?.Port, database: 'shop' };

  const owner = await psql(
    session,
    'SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()',
  );
  const attributes = await psql(
    session,
    `SELECT rolsuper, rolcreaterole, rolcreatedb, pg_has_role(oid, 'rds_superuser', 'USAGE')
     FROM pg_roles WHERE rolname = current_user`,
  );

  expect([owner, attributes]).toEqual([login.username, 'f|t|t|t']);
  expect(await psql(session, 'CREATE ROLE helper; GRANT pg_monitor TO helper; CREATE EXTENSION citext')).toMatch(
    /GRANT/,
  );
  await expect(psql(session, 'CREATE ROLE bad SUPERUSER')).rejects.toThrow('permission denied to create role');
  await expect(psql(session, "SELECT pg_read_file('/etc/passwd')")).rejects.toThrow('permission denied');
  await expect(psql(session, "COPY (SELECT 1) TO PROGRAM 'true'")).rejects.toThrow('permission denied');
});

test('only who knows the password comes in, over TLS, and nobody as the administrator', async () => {
  const { Endpoint } = await createInstance();
  const port = Endpoint?.Port;

  await expect(psql({ port, password: 'wrong' }, 'SELECT 1')).rejects.toThrow('password authentication failed');
  await expect(psql({ port, sslmode: 'disable' }, 'SELECT 1')).rejects.toThrow('no encryption');
  await expect(psql({ port, user: 'rdsadmin' }, 'SELECT 1')).rejects.toThrow('pg_hba.conf rejects connection');
});

test('what is changed is told, and works', async () => {
  const { DBInstanceIdentifier: identifier = '', Endpoint } = await createInstance();
  const renamed = newIdentifier();

  const changed = await modify(identifier, { MasterUserPassword: 'second-password', BackupRetentionPeriod: 3 });

  expect(changed).toMatchObject({ BackupRetentionPeriod: 3, PendingModifiedValues: {} });
  const session = { port: Endpoint?.Port, password: 'second-password' };
  expect(await psql(session, 'SELECT 1')).toBe('1');
  await expect(psql({ port: Endpoint?.Port }, 'SELECT 1')).rejects.toThrow('password authentication failed');

  const later = await modify(identifier, {
    ApplyImmediately: false,
    AllocatedStorage: 50,
    DBInstanceClass: 'db.m5.large',
  });
  expect(later).toMatchObject({
    AllocatedStorage: 20,
    PendingModifiedValues: { AllocatedStorage: 50, DBInstanceClass: 'db.m5.large' },
  });

  await rds.send(
    new ModifyDBInstanceCommand({
      DBInstanceIdentifier: identifier,
      NewDBInstanceIdentifier: renamed,
      ApplyImmediately: true,
    }),
  );
  const now = await untilStatus(renamed, 'available');
  expect(now).toMatchObject({ AllocatedStorage: 50, DBInstanceClass: 'db.m5.large', PendingModifiedValues: {} });
  await expect(describeInstance(identifier)).rejects.toMatchObject({ name: 'DBInstanceNotFoundFault' });
  await rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: renamed, SkipFinalSnapshot: true }));
  await untilDeleted(renamed);
});

test('data outlive a stop and a reboot, and a stopped instance takes no connections', async () => {
  const { DBInstanceIdentifier = '', Endpoint } = await createInstance();
  const session = { port: Endpoint?.Port };
  await psql(session, 'CREATE TABLE kept AS SELECT 42 AS answer');

  await rds.send(new StopDBInstanceCommand({ DBInstanceIdentifier }));
  await untilStatus(DBInstanceIdentifier, 'stopped');

  await expect(psql(session, 'SELECT 1')).rejects.toThrow('Connection refused');
  await expect(rds.send(new RebootDBInstanceCommand({ DBInstanceIdentifier }))).rejects.toMatchObject({
    name: 'InvalidDBInstanceStateFault',
  });
  await rds.send(new StartDBInstanceCommand({ DBInstanceIdentifier }));
  await untilStatus(DBInstanceIdentifier, 'available');
  await rds.send(new RebootDBInstanceCommand({ DBInstanceIdentifier }));
  await untilStatus(DBInstanceIdentifier, 'available');
  expect(await psql(session, 'TABLE kept')).toBe('42');
});

test('a managed password is in a secret, also a new one, and the secret goes with the instance', async () => {
  const created = await createInstance({ ManageMasterUserPassword: true, MasterUserPassword: undefined });
  const { DBInstanceIdentifier: identifier = '', MasterUserSecret, Endpoint } = created;
  const port = Endpoint?.Port;
  expect(MasterUserSecret).toMatchObject({
    SecretArn: expect.stringContaining(':secret:rds!db-'),
    SecretStatus: 'active',
    KmsKeyId: expect.any(String),
  });
  const first = await secretOf(MasterUserSecret?.SecretArn);
  expect(await psql({ port, password: first.password }, 'SELECT current_user')).toBe(first.username);

  await modify(identifier, { RotateMasterUserPassword: true });

  const second = await secretOf(MasterUserSecret?.SecretArn);
  expect(await psql({ port, password: second.password }, 'SELECT 1')).toBe('1');
  await expect(psql({ port, password: first.password }, 'SELECT 1')).rejects.toThrow('password authentication failed');
  await rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: identifier, SkipFinalSnapshot: true }));
  await untilDeleted(identifier);
  await expect(secretOf(MasterUserSecret?.SecretArn)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('instances are found by filters, which there are few of', async () => {
  const { DBInstanceIdentifier = '', DBInstanceArn = '' } = await createInstance();
  const find = async (Name: string, Values: string[]) => {
    const { DBInstances } = await rds.send(new DescribeDBInstancesCommand({ Filters: [{ Name, Values }] }));
    return DBInstances?.map((one) => one.DBInstanceIdentifier);
  };

  expect(await find('db-instance-id', [DBInstanceIdentifier, 'other'])).toEqual([DBInstanceIdentifier]);
  expect(await find('db-instance-id', [DBInstanceArn])).toEqual([DBInstanceIdentifier]);
  expect(await find('engine', ['mysql'])).toEqual([]);
  await expect(find('colour', ['red'])).rejects.toMatchObject({ message: 'Unrecognized filter name: colour' });
});

test('a protected instance stays, until it is protected no more', async () => {
  const { DBInstanceIdentifier = '' } = await createInstance({ DeletionProtection: true });
  const deletion = new DeleteDBInstanceCommand({ DBInstanceIdentifier, SkipFinalSnapshot: true });

  await expect(rds.send(deletion)).rejects.toMatchObject({
    name: 'InvalidParameterCombination',
    message: 'Cannot delete protected DB Instance, please disable deletion protection and try again.',
  });

  await modify(DBInstanceIdentifier, { DeletionProtection: false });
  const { DBInstance } = await rds.send(deletion);
  expect(DBInstance?.DBInstanceStatus).toBe('deleting');
});

test('an instance that is still being made can be deleted', async () => {
  const DBInstanceIdentifier = newIdentifier();
  await rds.send(new CreateDBInstanceCommand({ ...usual, DBInstanceIdentifier }));

  await rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier, SkipFinalSnapshot: true }));

  const again = rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier, SkipFinalSnapshot: true }));
  await expect(again).rejects.toMatchObject({
    name: 'InvalidDBInstanceStateFault',
    message: `Instance ${DBInstanceIdentifier} is already being deleted.`,
  });
  await untilDeleted(DBInstanceIdentifier);
});
