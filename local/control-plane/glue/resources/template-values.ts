import type { GetTagsResponse, SchemaVersionNumber } from '@aws-sdk/client-glue';
import type { Call } from '../../calls.ts';
import type { Caller } from '../../operation.ts';
import type { Properties } from '../../resource.ts';
import { isTrue } from '../../template-values.ts';
import type { Tags } from '../tags.ts';

interface TemplateTag {
  readonly Key: string;
  readonly Value: string;
}

export function apiTags({ Tags: tags = [] }: Properties): Tags {
  return Object.fromEntries(tags.map(({ Key, Value }: TemplateTag) => [Key, String(Value)]));
}

/** Leaves the thing with these tags only. */
export async function replaceTags(call: Call, ResourceArn: string, tags: Tags, caller: Caller): Promise<void> {
  const { Tags: before = {} } = await call<GetTagsResponse>('GetTags', { ResourceArn }, caller);
  const TagsToRemove = Object.keys(before).filter((key) => !(key in tags));
  await call('UntagResource', { ResourceArn, TagsToRemove }, caller);
  await call('TagResource', { ResourceArn, TagsToAdd: tags }, caller);
}

/** A template's `Registry` as a call has it. */
export function registryId({ Registry: { Name, Arn } = {} as Properties }: Properties) {
  if (Arn !== undefined) return { RegistryId: { RegistryArn: Arn } };
  return Name === undefined ? {} : { RegistryId: { RegistryName: Name } };
}

/** A template's `CheckpointVersion` as a call has it. */
export function versionNumber({ IsLatest, VersionNumber }: Properties): SchemaVersionNumber {
  return isTrue(IsLatest) ? { LatestVersion: true } : { VersionNumber: Number(VersionNumber) };
}
