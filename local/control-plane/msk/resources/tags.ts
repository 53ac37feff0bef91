import type { ListTagsForResourceResponse } from '@aws-sdk/client-kafka';
import type { Caller } from '../../operation.ts';
import type { Call } from './calls.ts';

/** Gives the resource these tags and no others. */
export async function setTags(call: Call, ResourceArn: string, Tags: Record<string, string>, caller: Caller) {
  const { Tags: before = {} } = await call<ListTagsForResourceResponse>('ListTagsForResource', { ResourceArn }, caller);
  const TagKeys = Object.keys(before).filter((key) => !(key in Tags));
  await call('UntagResource', { ResourceArn, TagKeys }, caller);
  await call('TagResource', { ResourceArn, Tags }, caller);
}
