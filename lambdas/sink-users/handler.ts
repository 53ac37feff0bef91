import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { createCassandraClient } from '../core/clients/cassandra.ts';
import { createPostgresPool } from '../core/clients/postgres.ts';
import { readCassandraConfig, readPostgresConfig } from '../core/config.ts';
import { withDeadline } from '../core/deadline.ts';
import { functionHandler } from '../core/function-handler.ts';
import { storeTimeMetric } from '../core/metric-names.ts';
import { logger, metrics } from '../core/telemetry.ts';
import { cassandraUsers } from './cassandra-users.ts';
import { type BatchOutcome, consumeBatch, type KafkaBatchResponse, toBatchResponse } from './consume-batch.ts';
import { postgresUsers } from './postgres-users.ts';
import { type KafkaEvent, schemaIdsOf } from './read-records.ts';

/** Left of the function's time for requests under way when the deadline comes, and for the answer. */
const marginMs = 35_000;
const loggedFailures = 10;
const loggedSchemas = 10;

const cassandraConfig = readCassandraConfig(process.env);
const postgresConfig = readPostgresConfig(process.env);

export const handler = functionHandler<KafkaEvent, KafkaBatchResponse>(async () => {
  const credentials = fromNodeProviderChain();
  const stores = [
    cassandraUsers(createCassandraClient(credentials, cassandraConfig), cassandraConfig.keyspace),
    postgresUsers(createPostgresPool(credentials, postgresConfig, 2)),
  ];
  return async (event, context) => {
    const outcome = await withDeadline(context, marginMs, (deadline) => consumeBatch(event, stores, deadline));
    report(outcome, schemaIdsOf(event, loggedSchemas));
    return toBatchResponse(outcome);
  };
});

function report({ records, failures, storeTimes }: BatchOutcome, schemaIds: readonly string[]): void {
  metrics.addMetric('RecordsStored', MetricUnit.Count, records - failures.length);
  metrics.addMetric('RecordsFailed', MetricUnit.Count, failures.length);
  for (const { store, ms } of storeTimes) metrics.addMetric(storeTimeMetric(store), MetricUnit.Milliseconds, ms);
  logger.info('batch written', { records, failed: failures.length, schemaIds });
  if (failures.length === 0) return;
  logger.error('records are not in every store', {
    records,
    failed: failures.length,
    first: failures.slice(0, loggedFailures).map(({ place, reason }) => ({ ...place, reason })),
  });
}
