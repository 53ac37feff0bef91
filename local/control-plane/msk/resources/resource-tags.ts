import type { ListTagsForResourceResponse } from '@aws-sdk/client-kafka';
import type { Call } from '../../calls.ts';
import type { Caller } from '../../operation.ts';

/** Leaves the resource with these tags only. */
export async function replaceTags(call: Call, ResourceArn: string, Tags: Record<string, string>, caller: Caller) {
  const { Tags: before = {} } = await call<ListTagsForResourceResponse>('ListTagsForResource', { ResourceArn }, caller);
  const TagKeys = Object.keys(before).filter((key) => !(key in Tags));
  await call('UntagResource', { ResourceArn, TagKeys }, caller);
  await call('TagResource', { ResourceArn, Tags }, caller);
}
