import type { ListTagsForResourceResponse } from '@aws-sdk/client-keyspaces';
import type { Call } from '../../calls.ts';
import type { Caller } from '../../operation.ts';
import { tagsOf } from './template-values.ts';

/** Leaves the resource with the template's tags only. */
export async function replaceTags(
  call: Call,
  resourceArn: string,
  wanted: Parameters<typeof tagsOf>[0],
  caller: Caller,
): Promise<void> {
  const tags = tagsOf(wanted);
  const { tags: old = [] } = await call<ListTagsForResourceResponse>('ListTagsForResource', { resourceArn }, caller);
  const left = old.filter(({ key }) => !tags.some((tag) => tag.key === key));
  if (left.length > 0) await call('UntagResource', { resourceArn, tags: left }, caller);
  if (tags.length > 0) await call('TagResource', { resourceArn, tags }, caller);
}
