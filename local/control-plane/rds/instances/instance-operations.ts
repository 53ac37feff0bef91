import type {
  CreateDBInstanceMessage,
  DBInstance,
  DeleteDBInstanceMessage,
  DescribeDBInstancesMessage,
  ModifyDBInstanceMessage,
  RebootDBInstanceMessage,
  StartDBInstanceMessage,
  StopDBInstanceMessage,
} from '@aws-sdk/client-rds';
import type { Caller, Operations } from '../../operation.ts';
import { matches } from '../filters.ts';
import { pageOf } from '../paging.ts';
import type { SnapshotOptions } from '../snapshots/note-snapshot.ts';
import { lastSnapshot } from './delete-instance.ts';
import { describeInstance } from './describe-instance.ts';
import { type Instance, instanceArn } from './instance.ts';
import type { LifeCycle } from './life-cycle.ts';
import { type ModificationOptions, modifyInstance } from './modify-instance.ts';
import { type CreationOptions, noteInstance } from './note-instance.ts';

export interface InstanceOptions extends CreationOptions, ModificationOptions, SnapshotOptions {
  readonly lifeCycle: LifeCycle;
  /** Where clients reach the instances. */
  readonly host: string;
}

export function instanceOperations(options: InstanceOptions): Operations {
  const { instances, lifeCycle, runningInstances, host } = options;
  const tell = (instance: Instance): { DBInstance: DBInstance } => ({
    DBInstance: describeInstance(instance, host, runningInstances.isInSync(instance)),
  });
  return {
    async CreateDBInstance(request: CreateDBInstanceMessage, caller: Caller) {
      return tell(lifeCycle.start(await noteInstance(request, caller, options), 'creating'));
    },

    DescribeDBInstances(request: DescribeDBInstancesMessage, caller: Caller) {
      const { DBInstanceIdentifier: asked } = request;
      const all = asked ? [instances.find(caller, asked.split(':').at(-1))] : instances.list(caller);
      const found = all.filter((one) => matchesFilters(one, request));
      const { items, ...next } = pageOf(found, ({ identifier }) => identifier, request);
      return { DBInstances: items.map((one) => tell(one).DBInstance), ...next };
    },

    async ModifyDBInstance(request: ModifyDBInstanceMessage, caller: Caller) {
      return tell(await modifyInstance(request, caller, options));
    },

    DeleteDBInstance(request: DeleteDBInstanceMessage, caller: Caller) {
      const instance = instances.find(caller, request.DBInstanceIdentifier);
      return tell(lifeCycle.delete(instance, lastSnapshot(request, instance, options)));
    },

    RebootDBInstance(request: RebootDBInstanceMessage, caller: Caller) {
      // Also when its parameters let no server start: they may have been put right.
      const states = ['available', 'incompatible-parameters'] as const;
      return tell(lifeCycle.reboot(instances.findIn(states, caller, request.DBInstanceIdentifier)));
    },

    StopDBInstance(request: StopDBInstanceMessage, caller: Caller) {
      return tell(lifeCycle.stop(instances.findIn(['available'], caller, request.DBInstanceIdentifier)));
    },

    StartDBInstance(request: StartDBInstanceMessage, caller: Caller) {
      const stopped = instances.findIn(['stopped'], caller, request.DBInstanceIdentifier);
      return tell(lifeCycle.start(stopped, 'starting'));
    },
  };
}

function matchesFilters(instance: Instance, { Filters }: DescribeDBInstancesMessage): boolean {
  const asked = (Filters ?? []).map(({ Name, Values = [] }) =>
    // Either an identifier or an ARN.
    ({ Name, Values: Name === 'db-instance-id' ? Values.map((value) => value.split(':').at(-1) ?? '') : Values }),
  );
  return matches(asked, {
    'db-instance-id': instance.identifier,
    'dbi-resource-id': instance.resourceId,
    'db-cluster-id': '',
    domain: '',
    engine: 'postgres',
    arn: instanceArn(instance),
  });
}
