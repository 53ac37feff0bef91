import type { ListTagsForResourceResponse, Tag } from '@aws-sdk/client-keyspaces';
import type { Call } from '../../calls.ts';
import type { Caller } from '../../operation.ts';

/** Leaves the resource with these tags only. */
export async function replaceTags(
  call: Call,
  resourceArn: string,
  tags: readonly Tag[],
  caller: Caller,
): Promise<void> {
  const { tags: old = [] } = await call<ListTagsForResourceResponse>('ListTagsForResource', { resourceArn }, caller);
  const left = old.filter(({ key }) => !tags.some((tag) => tag.key === key));
  if (left.length > 0) await call('UntagResource', { resourceArn, tags: left }, caller);
  if (tags.length > 0) await call('TagResource', { resourceArn, tags }, caller);
}
