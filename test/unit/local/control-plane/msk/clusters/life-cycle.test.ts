import { join } from 'node:path';
import type { Provisioned } from '@aws-sdk/client-kafka';
import type { Cluster } from '../../../../../../local/control-plane/msk/clusters/cluster.ts';
import type { ClusterOperation } from '../../../../../../local/control-plane/msk/clusters/cluster-operation.ts';
import { Clusters } from '../../../../../../local/control-plane/msk/clusters/clusters.ts';
import { LifeCycle } from '../../../../../../local/control-plane/msk/clusters/life-cycle.ts';
import { StateFile } from '../../../../../../local/control-plane/state-file.ts';
import { temporaryDirectory } from '../../../../../support/temporary-directory.ts';

const directory = temporaryDirectory();
let files = 0;

const arn = 'arn:aws:kafka:us-east-1:000000000000:cluster/a/11111111-1111-4111-8111-111111111111-1';
const provisioned = { NumberOfBrokerNodes: 2, BrokerNodeGroupInfo: {} } as Provisioned;
const wanted = { ...provisioned, NumberOfBrokerNodes: 4 };

/** A broker that answers when it is told to. */
function heldBroker() {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  return { answers: () => promise, resolve, reject };
}

function openLifeCycle(brokerAnswers: () => Promise<void>, number = files++) {
  const file = (name: string) => join(directory, `${number}-${name}.json`);
  const clusters = new Clusters([], new StateFile<Cluster>(file('clusters')));
  const operations = new StateFile<ClusterOperation>(file('operations'));
  let loginChanges = 0;
  const loginsChanged = () => {
    loginChanges += 1;
  };
  const lifeCycle = new LifeCycle({
    clusters,
    operations,
    brokerAnswers,
    loginsChanged,
    log: console.log,
  });
  return { clusters, operations, lifeCycle, number, loginChanges: () => loginChanges };
}

const made = { arn, name: 'a', tags: {}, provisioned };

async function activeCluster(lifeCycle: LifeCycle): Promise<Cluster> {
  lifeCycle.create(made);
  return (await lifeCycle.settled(arn)) as Cluster;
}

test('a cluster is being created until the broker answers', async () => {
  const broker = heldBroker();
  const { clusters, lifeCycle } = openLifeCycle(broker.answers);

  lifeCycle.create(made);
  const before = clusters.get(arn)?.state;
  broker.resolve();
  const after = (await lifeCycle.settled(arn))?.state;

  expect([before, after]).toEqual(['CREATING', 'ACTIVE']);
});

test('a cluster fails with the reason when the broker does not answer', async () => {
  const { lifeCycle } = openLifeCycle(() => Promise.reject(new Error('Connection refused')));

  lifeCycle.create(made);

  expect(await lifeCycle.settled(arn)).toMatchObject({
    state: 'FAILED',
    stateInfo: { Code: 'BrokerNotReachable', Message: 'Connection refused' },
  });
});

test('one change is under way at a time', async () => {
  const broker = heldBroker();
  let answers = () => Promise.resolve();
  const { clusters, lifeCycle } = openLifeCycle(() => answers());
  const cluster = await activeCluster(lifeCycle);
  answers = broker.answers;
  lifeCycle.change(cluster, 'UPDATE_BROKER_COUNT', wanted);
  const changing = clusters.get(arn) as Cluster;

  const message = 'This operation is only valid for resources that are in one of the following states';
  expect(changing.state).toBe('UPDATING');
  expect(() => lifeCycle.change(changing, 'UPDATE_BROKER_COUNT', wanted)).toThrow(`${message} :[ACTIVE]`);
  expect(() => lifeCycle.delete(changing)).toThrow(`${message} :[ACTIVE, FAILED]`);

  broker.resolve();
  expect(await lifeCycle.settled(arn)).toMatchObject({ state: 'ACTIVE', provisioned: { NumberOfBrokerNodes: 4 } });
});

test('a change that fails leaves the cluster as it was, and its operation tells why', async () => {
  let answers = () => Promise.resolve();
  const { operations, lifeCycle } = openLifeCycle(() => answers());
  const cluster = await activeCluster(lifeCycle);
  answers = () => Promise.reject(new Error('Connection refused'));

  const operation = lifeCycle.change(cluster, 'UPDATE_BROKER_COUNT', wanted);

  expect(await lifeCycle.settled(arn)).toEqual(cluster);
  expect(operations.get(operation.arn)).toMatchObject({ state: 'UPDATE_FAILED', error: 'Connection refused' });
});

test('what was under way when the process ended is finished by the next one', async () => {
  let answers = () => Promise.resolve();
  const first = openLifeCycle(() => answers());
  const cluster = await activeCluster(first.lifeCycle);
  answers = heldBroker().answers;
  const operation = first.lifeCycle.change(cluster, 'UPDATE_BROKER_COUNT', wanted);
  const second = openLifeCycle(() => Promise.resolve(), first.number);

  second.lifeCycle.resume();
  await second.lifeCycle.stop();

  expect(second.clusters.get(arn)).toMatchObject({ state: 'ACTIVE', provisioned: { NumberOfBrokerNodes: 4 } });
  expect(second.operations.get(operation.arn)).toMatchObject({ state: 'UPDATE_COMPLETE' });
});

test('of a deleted cluster nothing is left, nor do its logins let in', async () => {
  const { clusters, operations, lifeCycle, loginChanges } = openLifeCycle(() => Promise.resolve());
  lifeCycle.change(await activeCluster(lifeCycle), 'UPDATE_BROKER_COUNT', wanted);

  lifeCycle.delete((await lifeCycle.settled(arn)) as Cluster);

  expect(await lifeCycle.settled(arn)).toBeUndefined();
  expect([clusters.all(), operations.all(), loginChanges()]).toEqual([[], [], 1]);
});

test('the latest operations of a cluster are kept, and no more', async () => {
  const { operations, lifeCycle } = openLifeCycle(() => Promise.resolve());
  await activeCluster(lifeCycle);
  const arns: string[] = [];
  for (let count = 0; count < 60; count++) {
    const cluster = (await lifeCycle.settled(arn)) as Cluster;
    arns.push(lifeCycle.change(cluster, 'REBOOT_NODE', provisioned, 'REBOOTING_BROKER').arn);
  }

  await lifeCycle.stop();

  expect(operations.all().map((operation) => operation.arn)).toEqual(arns.slice(-50));
});
