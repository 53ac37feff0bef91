import { DeleteSubnetCommand, DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  CreateDBInstanceCommand,
  CreateDBParameterGroupCommand,
  CreateDBProxyCommand,
  CreateDBSubnetGroupCommand,
  DeleteDBInstanceCommand,
  DescribeDBInstancesCommand,
  DescribeOrderableDBInstanceOptionsCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { clientSettings } from '../../../../support/stack/client-settings.ts';
import { rds, usual } from './test-instances.ts';

const identifierRule =
  'The parameter DBInstanceIdentifier is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.';

test.each<[object, string, string]>([
  [{ DBInstanceIdentifier: '1st' }, 'InvalidParameterValue', identifierRule],
  [{ DBInstanceIdentifier: 'a--b' }, 'InvalidParameterValue', identifierRule],
  [{ DBInstanceIdentifier: 'a-' }, 'InvalidParameterValue', identifierRule],
  [{ DBInstanceIdentifier: '../../etc' }, 'InvalidParameterValue', identifierRule],
  [
    { Engine: 'mysql' },
    'InvalidParameterValue',
    'Invalid DB engine: mysql. This local control plane runs postgres only.',
  ],
  [{ EngineVersion: '9.6' }, 'InvalidParameterCombination', 'Cannot find version 9.6 for postgres'],
  [{ DBInstanceClass: 'large' }, 'InvalidParameterValue', 'Invalid DB Instance class: large'],
  [
    { AllocatedStorage: 1 },
    'InvalidParameterValue',
    'Invalid storage size for engine name postgres and storage type gp2: 1',
  ],
  [
    { MasterUsername: undefined },
    'InvalidParameterValue',
    'The parameter MasterUsername must be provided and must not be blank.',
  ],
  [
    { MasterUsername: 'rdsadmin' },
    'InvalidParameterValue',
    'MasterUsername rdsadmin cannot be used as it is a reserved word used by the engine',
  ],
  [
    { MasterUserPassword: undefined },
    'InvalidParameterValue',
    'The parameter MasterUserPassword must be provided and must not be blank.',
  ],
  [
    { MasterUserPassword: 'short' },
    'InvalidParameterValue',
    'The parameter MasterUserPassword is not a valid password because it is shorter than 8 characters.',
  ],
  [
    { MasterUserPassword: 'with a blank' },
    'InvalidParameterValue',
    `The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides '/', '@', '"', ' ' may be used.`,
  ],
  [
    { ManageMasterUserPassword: true },
    'InvalidParameterCombination',
    "You can't specify MasterUserPassword for the instance when ManageMasterUserPassword is enabled.",
  ],
  [
    { DBName: '1shop' },
    'InvalidParameterValue',
    'DBName must begin with a letter and contain only alphanumeric characters.',
  ],
  [
    { BackupRetentionPeriod: 36 },
    'InvalidParameterValue',
    'Invalid backup retention period: 36. Retention period must be between 0 and 35.',
  ],
  [{ Port: 80 }, 'InvalidParameterValue', 'Invalid port number: 80. Must be between 1150 and 65535.'],
  [{ DBSubnetGroupName: 'missing' }, 'DBSubnetGroupNotFoundFault', "DB subnet group 'missing' does not exist."],
  [{ DBParameterGroupName: 'missing' }, 'DBParameterGroupNotFoundFault', 'DBParameterGroup not found: missing'],
  [
    { DBParameterGroupName: 'default.postgres13' },
    'InvalidParameterCombination',
    'The parameter group default.postgres13 with DBParameterGroupFamily postgres13 cannot be used for this instance. Please use a parameter group with DBParameterGroupFamily postgres18',
  ],
  [
    { VpcSecurityGroupIds: ['sg-missing'] },
    'InvalidParameterValue',
    expect.stringContaining('Invalid security group , groupId= sg-missing') as never,
  ],
])('an instance with %j is refused', async (settings, name, message) => {
  const creation = rds.send(new CreateDBInstanceCommand({ DBInstanceIdentifier: 'refused', ...usual, ...settings }));

  await expect(creation).rejects.toMatchObject({ name, message });
});

test.each([
  ['DeleteDBInstance', new DeleteDBInstanceCommand({ DBInstanceIdentifier: 'missing', SkipFinalSnapshot: true })],
  ['DescribeDBInstances', new DescribeDBInstancesCommand({ DBInstanceIdentifier: 'missing' })],
])('%s says of a missing instance that it is missing', async (_, command) => {
  await expect(rds.send(command as DescribeDBInstancesCommand)).rejects.toMatchObject({
    name: 'DBInstanceNotFoundFault',
    message: 'DBInstance missing not found.',
    $metadata: { httpStatusCode: 404 },
  });
});

test.each<[string, object, string, unknown]>([
  [
    'a page of 5',
    new DescribeDBInstancesCommand({ MaxRecords: 5 }),
    'InvalidParameterValue',
    'Invalid value 5 for MaxRecords. Must be between 20 and 100',
  ],
  [
    'a marker of nobody',
    new DescribeDBInstancesCommand({ Marker: '!' }),
    'InvalidParameterValue',
    'Invalid or expired Marker.',
  ],
  [
    'a subnet group of missing subnets',
    new CreateDBSubnetGroupCommand({
      DBSubnetGroupName: 'refused',
      DBSubnetGroupDescription: 'none',
      SubnetIds: ['subnet-1'],
    }),
    'InvalidSubnet',
    'Some input subnets in :[subnet-1] are invalid.',
  ],
  [
    'a parameter group of an unknown family',
    new CreateDBParameterGroupCommand({
      DBParameterGroupName: 'refused',
      DBParameterGroupFamily: 'postgres7',
      Description: 'none',
    }),
    'InvalidParameterValue',
    'ParameterGroupFamily postgres7 is not a valid parameter group family',
  ],
  [
    'a proxy without secrets',
    new CreateDBProxyCommand({
      DBProxyName: 'refused',
      EngineFamily: 'POSTGRESQL',
      RoleArn: 'arn:aws:iam::000000000000:role/proxy',
      Auth: [],
      VpcSubnetIds: ['subnet-1'],
    }),
    'InvalidParameterValue',
    'The parameter Auth must be provided and must not be blank.',
  ],
  [
    'a proxy of MySQL',
    new CreateDBProxyCommand({
      DBProxyName: 'refused',
      EngineFamily: 'MYSQL',
      RoleArn: 'arn:aws:iam::000000000000:role/proxy',
      Auth: [],
      VpcSubnetIds: ['subnet-1'],
    }),
    'InvalidParameterValue',
    'Invalid EngineFamily: MYSQL. This local control plane has proxies for POSTGRESQL only.',
  ],
  [
    'what there is not',
    new DescribeOrderableDBInstanceOptionsCommand({ Engine: 'postgres' }),
    'NotImplementedException',
    expect.stringContaining('rds DescribeOrderableDBInstanceOptions is not supported'),
  ],
])('%s is refused', async (_, command, name, message) => {
  await expect(rds.send(command as never)).rejects.toMatchObject({ name, message });
});

test('an account without default subnets has to name a group of its own', async () => {
  const credentials = { accessKeyId: '222222222222', secretAccessKey: 'test' };
  const ec2 = new EC2Client({ ...clientSettings(), credentials });
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  for (const { SubnetId } of Subnets) await ec2.send(new DeleteSubnetCommand({ SubnetId }));
  const others = new RDSClient({ ...clientSettings(), credentials });

  const creation = others.send(new CreateDBInstanceCommand({ DBInstanceIdentifier: 'refused', ...usual }));

  await expect(creation).rejects.toMatchObject({
    name: 'InvalidSubnet',
    message: 'No default subnet detected in VPC. Please contact AWS Support to recreate the default Subnets.',
  });
});
