import type { Activity } from '../activity.ts';
import type { Backoff } from '../backoff.ts';
import { compileFilters, type RecordFilter } from '../filter/record-filter.ts';
import { MappingProblem } from '../mapping-problem.ts';
import { type PrepareRecords, recordPreparer } from '../processor/prepare-records.ts';
import { recordSerialiser } from '../processor/serialise-record.ts';
import {
  openSchemaRegistry,
  type RecordDecoder,
  type SchemaRegistryPorts,
} from '../schema-registry/open-schema-registry.ts';
import { SchemaProblem } from '../schema-registry/schema-problem.ts';
import type { Mapping } from './mapping.ts';

export interface Preparation {
  readonly prepare: PrepareRecords;
  close(): void;
}

const noRegistry: RecordDecoder = { decode: (record) => record, close: () => undefined };

/** What a mapping does with records before they are queued. @throws MappingProblem for filters or a registry it cannot have. */
export async function openPreparation(
  mapping: Mapping,
  ports: SchemaRegistryPorts,
  backoff: Backoff,
  activity: Activity,
): Promise<Preparation> {
  const matches = recordFilter(mapping);
  const registry = mapping.schemaRegistry ? await openSchemaRegistry(mapping.schemaRegistry, ports) : noRegistry;
  const prepare = recordPreparer({
    decode: registry.decode,
    refusalOf: (error) => (error instanceof SchemaProblem ? error.reason : undefined),
    matches,
    serialise: recordSerialiser(mapping.topic),
    backoff,
    activity,
  });
  return { prepare, close: registry.close };
}

function recordFilter({ filterCriteria, topic }: Mapping): RecordFilter {
  try {
    return compileFilters(filterCriteria, topic) ?? (() => true);
  } catch (error) {
    throw new MappingProblem('ESM_CONFIG_NOT_VALID', (error as Error).message, { cause: error });
  }
}
