import type {
  AddTagsToResourceMessage,
  ListTagsForResourceMessage,
  RemoveTagsFromResourceMessage,
  Tag,
} from '@aws-sdk/client-rds';
import { AwsError } from '../aws-error.ts';
import type { Caller, Operations } from '../operation.ts';
import { isReservedTagKey, longestTagKey, mostTags } from '../tag-rules.ts';
import { invalid } from './errors.ts';

export interface Tagged {
  readonly tags: readonly Tag[];
  set(tags: readonly Tag[]): void;
}

/** By the kind in the thing's ARN, such as `db`. @throws AwsError when there is none with the name */
export type TaggedKinds = Readonly<Record<string, (caller: Caller, name: string) => Tagged>>;

export function tagOperations(kinds: TaggedKinds): Operations {
  return {
    AddTagsToResource({ ResourceName, Tags = [] }: AddTagsToResourceMessage) {
      const thing = find(kinds, ResourceName);
      const keys = Tags.map(({ Key }) => Key);
      const bad = keys.find((key) => !key || key.length > longestTagKey || isReservedTagKey(key));
      if (keys.includes(bad) && bad !== undefined) throw invalid(`Invalid tag key: ${bad}`);
      const tags = [...thing.tags.filter(({ Key }) => !keys.includes(Key)), ...Tags];
      if (tags.length > mostTags) throw invalid(`A resource cannot have more than ${mostTags} tags.`);
      thing.set(tags);
      return {};
    },

    RemoveTagsFromResource({ ResourceName, TagKeys = [] }: RemoveTagsFromResourceMessage) {
      const thing = find(kinds, ResourceName);
      thing.set(thing.tags.filter(({ Key = '' }) => !TagKeys.includes(Key)));
      return {};
    },

    ListTagsForResource({ ResourceName }: ListTagsForResourceMessage) {
      return { TagList: [...find(kinds, ResourceName).tags] };
    },
  };
}

function find(kinds: TaggedKinds, arn = ''): Tagged {
  const [, region, account, kind = '', name] = /^arn:aws:rds:([a-z0-9-]+):(\d{12}):([a-z-]+):(.+)$/.exec(arn) ?? [];
  if (region === undefined || account === undefined || name === undefined) {
    throw invalid(`Invalid resource name: ${arn}`);
  }
  const lookUp = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (lookUp) return lookUp({ account, region }, name);
  throw new AwsError('ResourceNotFoundFault', `The resource ${arn} does not exist.`, { status: 404 });
}
