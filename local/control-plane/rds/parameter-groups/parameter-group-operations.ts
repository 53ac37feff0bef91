import type {
  CreateDBParameterGroupMessage,
  DeleteDBParameterGroupMessage,
  DescribeDBParameterGroupsMessage,
  DescribeDBParametersMessage,
  ModifyDBParameterGroupMessage,
  Parameter,
  ResetDBParameterGroupMessage,
} from '@aws-sdk/client-rds';
import { AwsError } from '../../aws-error.ts';
import type { BackgroundWork } from '../../background-work.ts';
import type { Caller, Operations } from '../../operation.ts';
import { families } from '../engine-versions.ts';
import { invalid } from '../errors.ts';
import { matches } from '../filters.ts';
import type { Instances } from '../instances/instances.ts';
import type { RunningInstances } from '../instances/running-instances.ts';
import { pageOf } from '../paging.ts';
import { required, requireIdentifier } from '../rules.ts';
import { type Catalog, requireParameter } from './catalog.ts';
import { describeParameter, describeParameterGroup } from './describe-parameter-group.ts';
import type { ApplyMethod, ParameterGroup } from './parameter-group.ts';
import { isDefault, type ParameterGroups } from './parameter-groups.ts';

export interface ParameterGroupOptions {
  readonly parameterGroups: ParameterGroups;
  readonly instances: Instances;
  readonly runningInstances: RunningInstances;
  readonly work: BackgroundWork;
  readonly catalog: () => Promise<Catalog>;
  readonly log: (line: string) => void;
}

// In one call.
const mostParameters = 20;

export function parameterGroupOperations(options: ParameterGroupOptions): Operations {
  const { parameterGroups: groups, instances, catalog } = options;
  return {
    CreateDBParameterGroup(request: CreateDBParameterGroupMessage, caller: Caller) {
      const name = requireIdentifier('DBParameterGroupName', request.DBParameterGroupName, 255);
      const family = required('DBParameterGroupFamily', request.DBParameterGroupFamily);
      const description = required('Description', request.Description);
      if (!families.includes(family))
        throw invalid(`ParameterGroupFamily ${family} is not a valid parameter group family`);
      groups.requireNew(caller, name);
      const group: ParameterGroup = { ...caller, name, family, description, values: {}, tags: request.Tags ?? [] };
      groups.set(group);
      return { DBParameterGroup: describeParameterGroup(group) };
    },

    DescribeDBParameterGroups(request: DescribeDBParameterGroupsMessage, caller: Caller) {
      const asked = groups.asked(caller, request.DBParameterGroupName);
      const found = asked.filter(() => matches(request.Filters, {}));
      const { items, ...next } = pageOf(found, (group) => group.name, request);
      return { DBParameterGroups: items.map(describeParameterGroup), ...next };
    },

    async ModifyDBParameterGroup(request: ModifyDBParameterGroupMessage, caller: Caller) {
      const group = requireOwn(groups.find(caller, request.DBParameterGroupName));
      const known = await catalog();
      const changes = requireParameters(request.Parameters).map((one) => {
        const { ParameterName = '', ParameterValue = '', ApplyMethod: applyMethod = '' } = one;
        const { name } = requireParameter(known, ParameterName, ParameterValue, applyMethod);
        return [name, { value: ParameterValue, applyMethod: applyMethod as ApplyMethod }] as const;
      });
      // Another call may have changed it while this one waited.
      const current = groups.find(caller, group.name);
      applyGroup({ ...current, values: { ...current.values, ...Object.fromEntries(changes) } }, options);
      return { DBParameterGroupName: group.name };
    },

    ResetDBParameterGroup(request: ResetDBParameterGroupMessage, caller: Caller) {
      const group = requireOwn(groups.find(caller, request.DBParameterGroupName));
      const all = request.ResetAllParameters ?? request.Parameters === undefined;
      const names = all
        ? Object.keys(group.values)
        : requireParameters(request.Parameters).map(({ ParameterName }) => ParameterName);
      const values = Object.fromEntries(Object.entries(group.values).filter(([name]) => !names.includes(name)));
      applyGroup({ ...group, values }, options);
      return { DBParameterGroupName: group.name };
    },

    DeleteDBParameterGroup(request: DeleteDBParameterGroupMessage, caller: Caller) {
      const group = requireOwn(groups.find(caller, request.DBParameterGroupName));
      if (instances.list(caller).some(({ parameterGroup }) => parameterGroup === group.name)) {
        const message = 'One or more database instances are still members of this parameter group.';
        throw new AwsError('InvalidDBParameterGroupState', message);
      }
      groups.delete(group);
      return {};
    },

    async DescribeDBParameters(request: DescribeDBParametersMessage, caller: Caller) {
      const group = groups.find(caller, request.DBParameterGroupName);
      const known = [...(await catalog()).values()];
      const all = known.map((one) => describeParameter(one, group));
      const found = all.filter(({ Source }) => !request.Source || Source === request.Source);
      const { items, ...next } = pageOf(found, ({ ParameterName = '' }) => ParameterName, request);
      return { Parameters: items, ...next };
    },
  };
}

/** Keeps it, and has the servers that run with it take it over. */
function applyGroup(
  group: ParameterGroup,
  { parameterGroups, instances, runningInstances, work, log }: ParameterGroupOptions,
) {
  parameterGroups.set(group);
  const users = instances.list(group).filter(({ parameterGroup }) => parameterGroup === group.name);
  for (const { resourceId, identifier } of users) {
    work.add(resourceId, async () => {
      const instance = instances.byResourceId(resourceId);
      if (!instance) return;
      await runningInstances
        .reload(instance)
        .catch((error: Error) => log(`${identifier} did not reload: ${error.stack}`));
    });
  }
}

function requireOwn(group: ParameterGroup): ParameterGroup {
  if (!isDefault(group)) return group;
  const message = 'Default parameter groups cannot be modified or deleted: create one of your own.';
  throw invalid(message);
}

function requireParameters(parameters: readonly Parameter[] = []): readonly Parameter[] {
  if (parameters.length === 0) throw invalid('The parameter Parameters must be provided and must not be blank.');
  if (parameters.length <= mostParameters) return parameters;
  throw invalid(`At most ${mostParameters} parameters can be modified in one request.`);
}
