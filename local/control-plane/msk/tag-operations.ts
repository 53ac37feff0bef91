import type { ListTagsForResourceRequest, TagResourceRequest, UntagResourceRequest } from '@aws-sdk/client-kafka';
import type { Caller, Operations } from '../operation.ts';
import type { Clusters } from './clusters/clusters.ts';
import { required } from './rules.ts';
import { requireTags } from './tags.ts';

export function tagOperations(clusters: Clusters): Operations {
  return {
    TagResource: ({ ResourceArn, Tags }: TagResourceRequest, caller: Caller) => {
      const cluster = clusters.find(ResourceArn, caller);
      const tags = { ...cluster.tags, ...required('tags', Tags) };
      requireTags(tags);
      clusters.set({ ...cluster, tags });
      return {};
    },
    UntagResource: ({ ResourceArn, TagKeys }: UntagResourceRequest, caller: Caller) => {
      const cluster = clusters.find(ResourceArn, caller);
      const gone = required('tagKeys', TagKeys);
      const left = Object.entries(cluster.tags).filter(([key]) => !gone.includes(key));
      clusters.set({ ...cluster, tags: Object.fromEntries(left) });
      return {};
    },
    ListTagsForResource: ({ ResourceArn }: ListTagsForResourceRequest, caller: Caller) => ({
      Tags: clusters.find(ResourceArn, caller).tags,
    }),
  };
}
