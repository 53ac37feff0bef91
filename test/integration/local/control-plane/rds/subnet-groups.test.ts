import { DescribeSubnetsCommand, EC2Client, type Subnet } from '@aws-sdk/client-ec2';
import {
  AddTagsToResourceCommand,
  CreateDBSubnetGroupCommand,
  DeleteDBSubnetGroupCommand,
  DescribeDBSubnetGroupsCommand,
  ListTagsForResourceCommand,
  ModifyDBSubnetGroupCommand,
  RemoveTagsFromResourceCommand,
} from '@aws-sdk/client-rds';
import { clientSettings } from '../../../../support/stack/client-settings.ts';
import { createInstance, deleteInstances, newIdentifier, rds } from './test-instances.ts';

const DBSubnetGroupName = newIdentifier();
let subnets: Subnet[];

const ids = (...chosen: (Subnet | undefined)[]) => chosen.map((subnet) => subnet?.SubnetId ?? '');

beforeAll(async () => {
  const zones = { Name: 'default-for-az', Values: ['true'] };
  const answer = await new EC2Client(clientSettings()).send(new DescribeSubnetsCommand({ Filters: [zones] }));
  subnets = answer.Subnets ?? [];
});

afterAll(deleteInstances);

test('a group covers two zones, is told and changed', async () => {
  const DBSubnetGroupDescription = 'of the test';
  const create = (SubnetIds: string[]) =>
    rds.send(new CreateDBSubnetGroupCommand({ DBSubnetGroupName, DBSubnetGroupDescription, SubnetIds }));

  await expect(create(ids(subnets[0]))).rejects.toMatchObject({
    name: 'DBSubnetGroupDoesNotCoverEnoughAZs',
    message: expect.stringContaining(`Current AZ coverage: ${subnets[0]?.AvailabilityZone}.`),
  });
  const { DBSubnetGroup } = await create(ids(subnets[0], subnets[1]));

  expect(DBSubnetGroup).toMatchObject({
    DBSubnetGroupName,
    VpcId: subnets[0]?.VpcId,
    SubnetGroupStatus: 'Complete',
    DBSubnetGroupArn: `arn:aws:rds:us-east-1:000000000000:subgrp:${DBSubnetGroupName}`,
  });
  await expect(create(ids(subnets[0], subnets[1]))).rejects.toMatchObject({ name: 'DBSubnetGroupAlreadyExistsFault' });
  const SubnetIds = ids(subnets[1], subnets[2]);
  await rds.send(new ModifyDBSubnetGroupCommand({ DBSubnetGroupName, SubnetIds }));
  const { DBSubnetGroups } = await rds.send(new DescribeDBSubnetGroupsCommand({ DBSubnetGroupName }));
  const told = DBSubnetGroups?.[0]?.Subnets?.map(({ SubnetIdentifier }) => SubnetIdentifier);
  expect(told?.toSorted()).toEqual(SubnetIds.toSorted());
});

test('it has tags', async () => {
  const ResourceName = `arn:aws:rds:us-east-1:000000000000:subgrp:${DBSubnetGroupName}`;
  const tags = async () => (await rds.send(new ListTagsForResourceCommand({ ResourceName }))).TagList;

  const Tags = [
    { Key: 'a', Value: '1' },
    { Key: 'b', Value: '2' },
  ];
  await rds.send(new AddTagsToResourceCommand({ ResourceName, Tags }));
  await rds.send(new AddTagsToResourceCommand({ ResourceName, Tags: [{ Key: 'a', Value: '3' }] }));
  expect(await tags()).toEqual([
    { Key: 'b', Value: '2' },
    { Key: 'a', Value: '3' },
  ]);
  await rds.send(new RemoveTagsFromResourceCommand({ ResourceName, TagKeys: ['b'] }));

  expect(await tags()).toEqual([{ Key: 'a', Value: '3' }]);
});

test('it cannot be deleted while an instance is in it', async () => {
  const deletion = () => rds.send(new DeleteDBSubnetGroupCommand({ DBSubnetGroupName }));
  await createInstance({ DBSubnetGroupName });

  await expect(deletion()).rejects.toMatchObject({ name: 'InvalidDBSubnetGroupStateFault' });

  await deleteInstances();
  await deletion();
});
