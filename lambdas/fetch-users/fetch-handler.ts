import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { KafkaClient } from '@aws-sdk/client-kafka';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { createKafka } from '../core/clients/kafka.ts';
import { lendProducers } from '../core/clients/lend-producers.ts';
import { createPostgresPool } from '../core/clients/postgres.ts';
import { readKafkaConfig, readPostgresConfig, readRegistryConfig, readRunConfig } from '../core/config.ts';
import { functionHandler } from '../core/function-handler.ts';
import { usersMetrics } from '../core/metric-names.ts';
import { schemaFinder } from '../core/schema-registry/find-schema.ts';
import { logger, metrics } from '../core/telemetry.ts';
import { currentTraceId, tracing } from '../core/tracing.ts';
import { userSchemaDefinition } from '../core/user-schema.ts';
import { fetchUsers, type RunResult } from './fetch-users.ts';
import { invokeAgain } from './invoke-again.ts';
import { postgresRunHistory } from './postgres-run-history.ts';
import { usersPublisher } from './publish-users.ts';
import { readEvent } from './read-event.ts';
import { recordEncoders } from './record-encoder.ts';
import type { Counts, Run } from './run-history.ts';
import type { UserSource } from './user-source.ts';
import { withEnding } from './with-ending.ts';

function onPage({ fetched, published, rejected }: Counts): void {
  metrics.addMetric(usersMetrics.fetched, MetricUnit.Count, fetched);
  metrics.addMetric(usersMetrics.published, MetricUnit.Count, published);
  metrics.addMetric(usersMetrics.rejected, MetricUnit.Count, rejected);
}

const told = {
  onPage,
  onRejected: (reason: string) => logger.warn('user rejected', { reason }),
  onUnrecorded: (error: Error) => logger.error('the failed run could not be kept in pipeline_runs', error),
  onUnrenewed: (error: Error) => logger.warn('the lease of the run could not be renewed', error),
};

/** The function that brings a date's users from their source into the topic. @throws ConfigurationError at once */
export function fetchHandler(source: UserSource) {
  const { usersPerRun } = readRunConfig(process.env);
  const kafkaConfig = readKafkaConfig(process.env);
  const postgresConfig = readPostgresConfig(process.env);
  const { uri, recordFormat } = readRegistryConfig(process.env);
  const findSchema = schemaFinder({ uri, topic: kafkaConfig.topic });
  const openEncoder = recordEncoders(userSchemaDefinition(recordFormat), findSchema);

  return functionHandler<unknown, RunResult>(async () => {
    const kafka = await createKafka(new KafkaClient(), kafkaConfig);
    const history = postgresRunHistory(createPostgresPool(fromNodeProviderChain(), postgresConfig, 1));
    const lambda = new LambdaClient();

    return async (event, context) => {
      const request = readEvent(event, { users: usersPerRun, now: new Date() });
      const goOn = invokeAgain(lambda, context.functionName);
      const result = await lendProducers(kafka, (producers) => {
        const publish = usersPublisher(producers, kafkaConfig.topic, currentTraceId());
        // By this line the run's others are found, which name the invocation: also of a run that fails.
        const onBegun = ({ runId }: Run) => logger.info('run begun', { runId, ...request });
        const ports = { ...told, onBegun, ...source, openEncoder, publish, history, goOn };
        return withEnding(context, (ending) => fetchUsers(request, ports, ending));
      });
      logger.info(result.repeated ? `nothing to do: the run is ${result.state}` : `run ${result.state}`, { ...result });
      return result;
    };
  }, [tracing]);
}
