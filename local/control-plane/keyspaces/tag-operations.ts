import type { ListTagsForResourceRequest, TagResourceRequest, UntagResourceRequest } from '@aws-sdk/client-keyspaces';
import type { Caller, Operations } from '../operation.ts';
import type { StateFile } from '../state-file.ts';
import { resourceOf } from './arn.ts';
import type { Cassandra } from './cassandra/cassandra.ts';
import type { Catalog } from './cassandra/catalog.ts';
import { addTags, dropTags } from './cassandra/definitions.ts';
import { refuseSystemKeyspace } from './cassandra/system-keyspaces.ts';
import type { LifeCycle } from './life-cycle.ts';
import { pageOf } from './paging.ts';
import { keyOf, type ResourceRecord } from './resource-record.ts';
import { listOf, readTags, type Tags, withoutTags, withTags } from './tags.ts';

export interface TagOptions {
  readonly catalog: Catalog;
  readonly lifeCycle: LifeCycle;
  readonly cassandra: Pick<Cassandra, 'execute'>;
  readonly records: StateFile<ResourceRecord>;
}

/** A table's tags are in Cassandra, a keyspace's in its record. */
export function tagOperations({ catalog, lifeCycle, cassandra, records }: TagOptions): Operations {
  return {
    async TagResource({ resourceArn, tags }: TagResourceRequest, caller: Caller) {
      const added = readTags(tags);
      const { record, tags: old } = await find(resourceArn, caller);
      const all = withTags(old, added);
      if (record.name === undefined) keep(record, all);
      else await cassandra.execute(addTags(record.keyspace, record.name, added));
      return {};
    },

    async UntagResource({ resourceArn, tags }: UntagResourceRequest, caller: Caller) {
      const dropped = readTags(tags);
      const { record, tags: old } = await find(resourceArn, caller);
      if (record.name === undefined) keep(record, withoutTags(old, Object.keys(dropped)));
      else await cassandra.execute(dropTags(record.keyspace, record.name, dropped));
      return {};
    },

    async ListTagsForResource({ resourceArn, ...page }: ListTagsForResourceRequest, caller: Caller) {
      const { keyspace, table: name } = resourceOf(caller, resourceArn);
      const tags =
        name === undefined ? (await catalog.keyspace(keyspace)).tags : (await catalog.table({ keyspace, name })).tags;
      const { items, ...next } = pageOf(listOf(tags ?? {}), ({ key }) => key ?? '', page);
      return { tags: items, ...next };
    },
  };

  /** What may be tagged: it is there. */
  async function find(arn: string | undefined, caller: Caller): Promise<{ record: ResourceRecord; tags: Tags }> {
    const { keyspace, table: name } = resourceOf(caller, arn);
    refuseSystemKeyspace(keyspace);
    if (name !== undefined) {
      await lifeCycle.settled({ kind: 'table', keyspace, name }).catch(() => undefined);
      return catalog.table({ keyspace, name });
    }
    const record = await catalog.keyspace(keyspace);
    return { record, tags: record.tags ?? {} };
  }

  function keep(record: ResourceRecord, tags: Tags): void {
    // As it is now: it may have gone on since Cassandra was asked.
    records.set(keyOf(record), { ...(records.get(keyOf(record)) ?? record), tags });
  }
}
