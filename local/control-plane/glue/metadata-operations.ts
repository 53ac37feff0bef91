import type {
  PutSchemaVersionMetadataInput,
  QuerySchemaVersionMetadataInput,
  RemoveSchemaVersionMetadataInput,
} from '@aws-sdk/client-glue';
import { AwsError } from '../aws-error.ts';
import type { Caller, Operations } from '../operation.ts';
import { alreadyExists, notFound } from './errors.ts';
import type { GlueParts } from './glue.ts';
import { pageOf } from './paging.ts';
import { requireMetadata } from './rules.ts';
import type { Metadata, SchemaVersion } from './schema.ts';

const most = 10;
const mostInPage = 50;

export function metadataOperations({ schemas }: Pick<GlueParts, 'schemas'>): Operations {
  return {
    PutSchemaVersionMetadata({ MetadataKeyValue, ...id }: PutSchemaVersionMetadataInput, caller: Caller) {
      const pair = requireMetadata(MetadataKeyValue);
      const { schema, version } = schemas.findVersion(id, caller);
      if (version.metadata.length >= most) throw tooMuch();
      if (version.metadata.some(isSame(pair)))
        throw alreadyExists(`Resource already exist for ${wordsOf(version, pair)}`);
      const metadata = [...version.metadata, { ...pair, created: new Date().toISOString() }];
      schemas.changeVersion(schema.arn, { ...version, metadata });
      return echo(id, pair);
    },

    RemoveSchemaVersionMetadata({ MetadataKeyValue, ...id }: RemoveSchemaVersionMetadataInput, caller: Caller) {
      const pair = requireMetadata(MetadataKeyValue);
      const { schema, version } = schemas.findVersion(id, caller);
      const metadata = version.metadata.filter((one) => !isSame(pair)(one));
      if (metadata.length === version.metadata.length) {
        throw notFound(`Resource is not found for ${wordsOf(version, pair)}`);
      }
      schemas.changeVersion(schema.arn, { ...version, metadata });
      return echo(id, pair);
    },

    QuerySchemaVersionMetadata(request: QuerySchemaVersionMetadataInput, caller: Caller) {
      const { MetadataList: asked = [], MaxResults, NextToken, ...id } = request;
      const { version } = schemas.findVersion(id, caller);
      const fits = ({ key, value }: Metadata) =>
        asked.length === 0 ||
        asked.some(({ MetadataKey = key, MetadataValue = value }) => MetadataKey === key && MetadataValue === value);
      const byKey = Map.groupBy(version.metadata.filter(fits), ({ key }) => key);
      const page = { MaxResults, NextToken };
      const { items, ...next } = pageOf([...byKey.entries()], ([key]) => key, page, mostInPage);
      const MetadataInfoMap = Object.fromEntries(items.map(([key, pairs]) => [key, describe(pairs)]));
      return { MetadataInfoMap, SchemaVersionId: version.id, ...next };
    },
  };
}

type Pair = Pick<Metadata, 'key' | 'value'>;

function isSame(pair: Pair) {
  return ({ key, value }: Pair) => key === pair.key && value === pair.value;
}

function wordsOf({ id }: SchemaVersion, { key, value }: Pair): string {
  return `schema version id: ${id}, metadata key: ${key}, metadata value: ${value}`;
}

function tooMuch(): AwsError {
  const message = 'Your resource limits for Schema Version Metadata have been exceeded.';
  return new AwsError('ResourceNumberLimitExceededException', message);
}

/** The value that a key got last comes before the others. */
function describe(pairs: readonly Metadata[]) {
  const [last, ...others] = pairs
    .map(({ value, created }) => ({ MetadataValue: value, CreatedTime: created }))
    .reverse();
  return { ...last, ...(others.length > 0 && { OtherMetadataValueList: others }) };
}

/** As AWS, which answers with what it was asked. */
function echo(id: Omit<PutSchemaVersionMetadataInput, 'MetadataKeyValue'>, { key, value }: Pair) {
  const { SchemaVersionId, SchemaId, SchemaVersionNumber: { LatestVersion = false, VersionNumber = 0 } = {} } = id;
  return { ...SchemaId, LatestVersion, VersionNumber, SchemaVersionId, MetadataKey: key, MetadataValue: value };
}
