import {
  CreateDBSnapshotCommand,
  DeleteDBInstanceCommand,
  DeleteDBSnapshotCommand,
  DescribeDBSnapshotsCommand,
  RestoreDBInstanceFromDBSnapshotCommand,
} from '@aws-sdk/client-rds';
import { eventually } from '../../../../support/eventually.ts';
import {
  createInstance,
  deleteInstances,
  newIdentifier,
  psql,
  rds,
  untilDeleted,
  untilStatus,
} from './test-instances.ts';

const made: string[] = [];

const untilTaken = (DBSnapshotIdentifier: string) =>
  eventually(async () => {
    const { DBSnapshots } = await rds.send(new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier }));
    expect(DBSnapshots).toMatchObject([{ Status: 'available', PercentProgress: 100, SnapshotType: 'manual' }]);
  }, 20_000);

const newSnapshot = () => {
  const identifier = newIdentifier();
  made.push(identifier);
  return identifier;
};

afterAll(async () => {
  for (const DBSnapshotIdentifier of made) await rds.send(new DeleteDBSnapshotCommand({ DBSnapshotIdentifier }));
  await deleteInstances();
});

test('an instance is restored as it was when its snapshot was taken', async () => {
  const { DBInstanceIdentifier = '', Endpoint } = await createInstance();
  const DBSnapshotIdentifier = newSnapshot();
  await psql({ port: Endpoint?.Port }, 'CREATE TABLE kept AS SELECT 1 AS run');
  await rds.send(new CreateDBSnapshotCommand({ DBInstanceIdentifier, DBSnapshotIdentifier }));
  await untilTaken(DBSnapshotIdentifier);
  await untilStatus(DBInstanceIdentifier, 'available');
  await psql({ port: Endpoint?.Port }, 'UPDATE kept SET run = 2');
  const restored = newIdentifier();

  await rds.send(new RestoreDBInstanceFromDBSnapshotCommand({ DBInstanceIdentifier: restored, DBSnapshotIdentifier }));

  const { Endpoint: other } = await untilStatus(restored, 'available');
  expect(await psql({ port: other?.Port }, 'TABLE kept')).toBe('1');
  expect(await psql({ port: Endpoint?.Port }, 'TABLE kept')).toBe('2');
  const deletion = { DBInstanceIdentifier: restored, SkipFinalSnapshot: true };
  await rds.send(new DeleteDBInstanceCommand(deletion));
  await untilDeleted(restored);
});

test('a deletion takes a last snapshot, unless it is told not to', async () => {
  const { DBInstanceIdentifier = '' } = await createInstance();
  const FinalDBSnapshotIdentifier = newSnapshot();
  const remove = (how: object) => rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier, ...how }));

  await expect(remove({})).rejects.toMatchObject({
    name: 'InvalidParameterCombination',
    message: 'FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.',
  });
  await remove({ FinalDBSnapshotIdentifier });

  await untilDeleted(DBInstanceIdentifier);
  await untilTaken(FinalDBSnapshotIdentifier);
});

test('a snapshot that is missing is missed', async () => {
  const found = rds.send(new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier: 'missing' }));

  await expect(found).rejects.toMatchObject({ name: 'DBSnapshotNotFoundFault' });
});
