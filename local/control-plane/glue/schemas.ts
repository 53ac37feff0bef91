import type { Caller } from '../operation.ts';
import type { StateFile } from '../state-file.ts';
import { ownPrefix, schemaArn } from './arn.ts';
import { invalid, notFound } from './errors.ts';
import type { Registry } from './registries.ts';
import { requireName, requireVersionId } from './rules.ts';
import { latestVersion, type Schema, type SchemaVersion } from './schema.ts';

/** How a call names a schema. */
export interface SchemaId {
  readonly SchemaArn?: string | undefined;
  readonly SchemaName?: string | undefined;
  readonly RegistryName?: string | undefined;
}

/** How a call names a version of a schema. */
export interface VersionNumber {
  readonly LatestVersion?: boolean | undefined;
  readonly VersionNumber?: number | undefined;
}

/** How a call names a version: with its id only, or with the two others. */
export interface VersionId {
  readonly SchemaVersionId?: string | undefined;
  readonly SchemaId?: SchemaId | undefined;
  readonly SchemaVersionNumber?: VersionNumber | undefined;
}

export interface Found {
  readonly schema: Schema;
  readonly version: SchemaVersion;
}

export class Schemas {
  readonly #records: StateFile<Schema>;

  /** @param records by ARN */
  constructor(records: StateFile<Schema>) {
    this.#records = records;
  }

  /** @throws AwsError InvalidInputException, EntityNotFoundException */
  find(id: SchemaId | undefined, caller: Caller): Schema {
    const found = this.byArn(arnOf(id, caller), caller);
    if (found) return found;
    throw notFound(`Schema is not found. ${wordsOf(id)}`);
  }

  byArn(arn: string, caller: Caller): Schema | undefined {
    return arn.startsWith(ownPrefix(caller)) ? this.#records.get(arn) : undefined;
  }

  list(caller: Caller): Schema[] {
    return this.#records.all().filter(({ arn }) => arn.startsWith(ownPrefix(caller)));
  }

  in({ name }: Registry, caller: Caller): Schema[] {
    return this.list(caller).filter(({ registry }) => registry === name);
  }

  /** @throws AwsError InvalidInputException, EntityNotFoundException */
  findVersion({ SchemaVersionId: id, SchemaId, SchemaVersionNumber: number }: VersionId, caller: Caller): Found {
    if (id === undefined) {
      const schema = this.find(SchemaId, caller);
      const version = this.numbered(schema, number);
      if (version) return { schema, version };
      const { VersionNumber = null, LatestVersion = false } = number ?? {};
      const which = `VersionNumber: ${VersionNumber}, isLatestVersion: ${LatestVersion}`;
      throw notFound(`Schema version is not found. ${wordsOf(SchemaId)}, ${which}`);
    }
    if (SchemaId || number) {
      throw invalid('No other input parameters can be specified when fetching by SchemaVersionId.');
    }
    const found = this.versionWith(requireVersionId(id), caller);
    if (found) return found;
    throw notFound(`Schema version is not found. SchemaVersionId: ${id}`);
  }

  versionWith(id: string, caller: Caller): Found | undefined {
    for (const schema of this.list(caller)) {
      const version = schema.versions.find((one) => one.id === id);
      if (version) return { schema, version };
    }
    return undefined;
  }

  /** @throws AwsError InvalidInputException when it does not say which */
  numbered(schema: Schema, { LatestVersion, VersionNumber }: VersionNumber = {}): SchemaVersion | undefined {
    if (LatestVersion && VersionNumber !== undefined) {
      throw invalid('Only one of VersionNumber or LatestVersion is required.');
    }
    if (LatestVersion) return latestVersion(schema);
    if (VersionNumber === undefined) throw invalid('One of version number (or) latest version is required.');
    return schema.versions.find(({ number }) => number === VersionNumber);
  }

  keep(schema: Schema): Schema {
    this.#records.set(schema.arn, schema);
    return schema;
  }

  /** What has become of it in the meantime stays. */
  change(arn: string, change: (schema: Schema) => Partial<Schema>): void {
    const schema = this.#records.get(arn);
    if (schema) this.keep({ ...schema, ...change(schema) });
  }

  changeVersion(arn: string, changed: SchemaVersion): void {
    this.change(arn, ({ versions }) => ({
      versions: versions.map((version) => (version.id === changed.id ? changed : version)),
    }));
  }

  delete({ arn }: Schema): void {
    this.#records.delete(arn);
  }
}

function arnOf({ SchemaArn, SchemaName, RegistryName }: SchemaId = {}, caller: Caller): string {
  if (SchemaArn !== undefined) {
    if (SchemaName === undefined && RegistryName === undefined) return SchemaArn;
    throw invalid('One of (registryName and schemaName) or schemaArn has to be provided, both cannot be provided.');
  }
  if (SchemaName === undefined || RegistryName === undefined) {
    throw invalid('At least one of (registryName and schemaName) or schemaArn has to be provided.');
  }
  return schemaArn(caller, requireName('registryName', RegistryName), requireName('schemaName', SchemaName));
}

function wordsOf({ SchemaArn = 'null', SchemaName = 'null', RegistryName = 'null' }: SchemaId = {}): string {
  return `RegistryName: ${RegistryName}, SchemaName: ${SchemaName}, SchemaArn: ${SchemaArn}`;
}
