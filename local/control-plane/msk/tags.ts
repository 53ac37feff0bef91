import type { ListTagsForResourceRequest, TagResourceRequest, UntagResourceRequest } from '@aws-sdk/client-kafka';
import type { Caller, Operations } from '../operation.ts';
import type { Clusters } from './clusters.ts';
import { badRequest, required } from './errors.ts';

const mostTags = 50;

/** @throws AwsError BadRequestException */
export function requireTags(tags: Readonly<Record<string, string>>): void {
  const entries = Object.entries(tags);
  if (entries.length > mostTags) throw badRequest(`A resource can have at most ${mostTags} tags.`);
  for (const [key, value] of entries) {
    if (key.length < 1 || key.length > 128 || key.startsWith('aws:')) throw badRequest(`Invalid tag key: ${key}.`);
    if (value.length > 256) throw badRequest(`The value of the tag ${key} is longer than 256 characters.`);
  }
}

export function tagOperations(clusters: Clusters): Operations {
  return {
    TagResource: ({ ResourceArn, Tags }: TagResourceRequest, caller: Caller) => {
      const cluster = clusters.find(ResourceArn, caller);
      const tags = { ...cluster.tags, ...required(Tags, 'tags') };
      requireTags(tags);
      clusters.save({ ...cluster, tags });
      return {};
    },
    UntagResource: ({ ResourceArn, TagKeys }: UntagResourceRequest, caller: Caller) => {
      const cluster = clusters.find(ResourceArn, caller);
      const gone = required(TagKeys, 'tagKeys');
      const left = Object.entries(cluster.tags).filter(([key]) => !gone.includes(key));
      clusters.save({ ...cluster, tags: Object.fromEntries(left) });
      return {};
    },
    ListTagsForResource: ({ ResourceArn }: ListTagsForResourceRequest, caller: Caller) => ({
      Tags: clusters.find(ResourceArn, caller).tags,
    }),
  };
}
