import type { Caller } from '../../operation.ts';
import { tableArn } from '../arn.ts';
import type { TableView } from '../cassandra/catalog.ts';
import { describeSchema } from './table-schema.ts';

/** GetTable's answer; instants are ISO texts. */
export function describeTable(table: TableView, caller: Caller) {
  const { keyspace, name, status } = table.record;
  const { capacity, encryption, pointInTimeRecovery, clientSideTimestamps, timeToLive } = table.settings;
  return {
    keyspaceName: keyspace,
    tableName: name,
    resourceArn: tableArn(caller, keyspace, name),
    creationTimestamp: table.createdAt,
    status,
    schemaDefinition: describeSchema(table.columns),
    capacitySpecification: capacity,
    encryptionSpecification: encryption,
    pointInTimeRecovery:
      pointInTimeRecovery === undefined
        ? { status: 'DISABLED' }
        : { status: 'ENABLED', earliestRestorableTimestamp: pointInTimeRecovery },
    // A default for all rows switches it on.
    ...((timeToLive || table.defaultTimeToLive > 0) && { ttl: { status: 'ENABLED' } }),
    defaultTimeToLive: table.defaultTimeToLive,
    comment: { message: table.comment },
    ...(clientSideTimestamps && { clientSideTimestamps: { status: 'ENABLED' } }),
  };
}
