import { AwsError } from '../aws-error.ts';
import type { Instances } from './instances/instances.ts';
import type { ParameterGroups } from './parameter-groups/parameter-groups.ts';
import type { Proxies } from './proxies/proxies.ts';
import type { SubnetGroups } from './subnet-groups/subnet-groups.ts';
import type { TaggedKinds } from './tag-operations.ts';

interface Taggable {
  readonly instances: Instances;
  readonly parameterGroups: ParameterGroups;
  readonly proxies: Proxies;
  readonly subnetGroups: SubnetGroups;
}

export function taggedKinds({ instances, parameterGroups, proxies, subnetGroups }: Taggable): TaggedKinds {
  return {
    db: (caller, name) => {
      const { resourceId, tags } = instances.find(caller, name);
      return { tags, set: (changed) => void instances.change(resourceId, { tags: changed }) };
    },
    subgrp: (caller, name) => {
      const group = subnetGroups.find(caller, name);
      return { tags: group.tags, set: (tags) => subnetGroups.set({ ...group, tags }) };
    },
    pg: (caller, name) => {
      const group = parameterGroups.find(caller, name);
      return { tags: group.tags, set: (tags) => parameterGroups.set({ ...group, tags }) };
    },
    'db-proxy': (_, id) => {
      const proxy = proxies.byId(id);
      if (!proxy) throw new AwsError('DBProxyNotFoundFault', `DB proxy ${id} not found.`, { status: 404 });
      return { tags: proxy.tags, set: (tags) => void proxies.change(proxy, { tags }) };
    },
  };
}
