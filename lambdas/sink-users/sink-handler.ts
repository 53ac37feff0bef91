import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import type { CredentialsProvider } from '../core/clients/keyspaces-sign-in.ts';
import { readDeadLetterConfig } from '../core/config.ts';
import { withDeadline } from '../core/deadline.ts';
import { functionHandler } from '../core/function-handler.ts';
import { sinkMetrics, storeTimeMetric } from '../core/metric-names.ts';
import { logger, metrics } from '../core/telemetry.ts';
import { type BatchOutcome, consumeBatch, type KafkaBatchResponse, toBatchResponse } from './consume-batch.ts';
import { deadLetterPorts } from './dead-letter-ports.ts';
import { type KafkaEvent, offsetsOf, schemaIdsOf, traceIdsOf } from './kafka-event.ts';
import { deadLetterSender } from './send-dead-letters.ts';
import type { UserStore } from './user-store.ts';

/** Left of the function's time for requests under way when the deadline comes, and for the answer. */
const marginMs = 35_000;
const loggedFailures = 10;
const loggedSchemas = 10;
const loggedTraces = 10;
const loggedPartitions = 20;

/**
 * The function that brings a batch's users into all of the stores. @throws ConfigurationError at once
 * @param createStores connects to them; called by the first invocation.
 */
export function sinkHandler(createStores: (credentials: CredentialsProvider) => readonly UserStore[]) {
  const deadLetterConfig = readDeadLetterConfig(process.env);
  return functionHandler<KafkaEvent, KafkaBatchResponse>(async () => {
    const stores = createStores(fromNodeProviderChain());
    const ports = deadLetterPorts(deadLetterConfig);
    return async (event, context) => {
      const sendDeadLetters = deadLetterSender(ports, context.awsRequestId);
      const outcome = await withDeadline(context, marginMs, (deadline) =>
        consumeBatch(event, stores, sendDeadLetters, deadline),
      );
      report(outcome, originOf(event));
      return toBatchResponse(outcome);
    };
  });
}

/** By which a line of the log can be found from a schema, a trace or a record. */
function originOf(event: KafkaEvent) {
  return {
    schemaIds: schemaIdsOf(event, loggedSchemas),
    traceIds: traceIdsOf(event, loggedTraces),
    offsets: offsetsOf(event, loggedPartitions),
  };
}

function report({ records, failures, poison, storeTimes }: BatchOutcome, origin: ReturnType<typeof originOf>): void {
  metrics.addMetric(sinkMetrics.stored, MetricUnit.Count, records - failures.length - poison.length);
  metrics.addMetric(sinkMetrics.failed, MetricUnit.Count, failures.length);
  metrics.addMetric(sinkMetrics.givenUp, MetricUnit.Count, poison.length);
  for (const { store, ms } of storeTimes) metrics.addMetric(storeTimeMetric(store), MetricUnit.Milliseconds, ms);
  const counts = { records, failed: failures.length, givenUp: poison.length };
  logger.info('batch written', { ...counts, ...origin });
  if (poison.length > 0) {
    const first = poison.slice(0, loggedFailures).map(({ place, reason, message }) => ({ ...place, reason, message }));
    logger.error('records are in the dead letters', { ...counts, first });
  }
  if (failures.length > 0) {
    const first = failures.slice(0, loggedFailures).map(({ place, reason }) => ({ ...place, reason }));
    logger.error('records are not in every store', { ...counts, first });
  }
}
