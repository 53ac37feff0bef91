import type { GetTagsRequest, TagResourceRequest, UntagResourceRequest } from '@aws-sdk/client-glue';
import type { Caller, Operations } from '../operation.ts';
import { notFound } from './errors.ts';
import type { GlueParts } from './glue.ts';
import { type Tags, withoutTags, withTags } from './tags.ts';

/** Of registries and schemas. */
export function tagOperations({ registries, schemas }: Pick<GlueParts, 'registries' | 'schemas'>): Operations {
  function find(arn: string | undefined, caller: Caller) {
    const registry = registries.byArn(arn ?? '', caller);
    if (registry) return { tags: registry.tags, keep: (tags: Tags) => registries.keep({ ...registry, tags }) };
    const schema = schemas.byArn(arn ?? '', caller);
    if (schema) return { tags: schema.tags, keep: (tags: Tags) => schemas.change(schema.arn, () => ({ tags })) };
    throw notFound(`Resource is not found. ResourceArn: ${arn}`);
  }

  return {
    TagResource({ ResourceArn, TagsToAdd }: TagResourceRequest, caller: Caller) {
      const { tags, keep } = find(ResourceArn, caller);
      keep(withTags(tags, TagsToAdd));
      return {};
    },
    UntagResource({ ResourceArn, TagsToRemove = [] }: UntagResourceRequest, caller: Caller) {
      const { tags, keep } = find(ResourceArn, caller);
      keep(withoutTags(tags, TagsToRemove));
      return {};
    },
    GetTags: ({ ResourceArn }: GetTagsRequest, caller: Caller) => ({ Tags: find(ResourceArn, caller).tags }),
  };
}
