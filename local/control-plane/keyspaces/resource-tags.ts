import type { ListTagsForResourceResponse } from '@aws-sdk/client-keyspaces';
import type { Caller, Operation, Operations } from '../operation.ts';
import { tagsOf } from './template-values.ts';

/** Leaves the resource with the template's tags only. */
export async function replaceTags(
  operations: Operations,
  caller: Caller,
  resourceArn: string,
  wanted: Parameters<typeof tagsOf>[0],
): Promise<void> {
  const call = (name: string, request: object) => (operations[name] as Operation<object>)(request, caller);
  const tags = tagsOf(wanted);
  const { tags: old = [] } = (await call('ListTagsForResource', { resourceArn })) as ListTagsForResourceResponse;
  const left = old.filter(({ key }) => !tags.some((tag) => tag.key === key));
  if (left.length > 0) await call('UntagResource', { resourceArn, tags: left });
  if (tags.length > 0) await call('TagResource', { resourceArn, tags });
}
