import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { KafkaClient } from '@aws-sdk/client-kafka';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { createKafka } from '../core/clients/kafka.ts';
import { createPostgresPool } from '../core/clients/postgres.ts';
import { withProducer } from '../core/clients/with-producer.ts';
import { readApiConfig, readKafkaConfig, readPostgresConfig, readRegistryConfig } from '../core/config.ts';
import { withDeadline } from '../core/deadline.ts';
import { functionHandler } from '../core/function-handler.ts';
import { schemaFinder } from '../core/schema-registry/find-schema.ts';
import { logger, metrics } from '../core/telemetry.ts';
import { currentTraceId, tracing } from '../core/tracing.ts';
import { userSchemaDefinition } from '../core/user-schema.ts';
import { fetchUsers, type RunResult } from './fetch-users.ts';
import { usersPublisher } from './publish-users.ts';
import { randomUserApi } from './random-user-api.ts';
import { readEvent } from './read-event.ts';
import { recordEncoders } from './record-encoder.ts';
import { postgresRunHistory } from './run-history.ts';

/** Left of the function's time to end a run that takes too long, and to say so. */
const marginMs = 10_000;

const api = readApiConfig(process.env);
const kafkaConfig = readKafkaConfig(process.env);
const postgresConfig = readPostgresConfig(process.env);
const { uri, recordFormat } = readRegistryConfig(process.env);
const fetchPage = randomUserApi({ url: api.url, timeoutMs: 60_000, retries: 5, firstRetryMs: 500, maxRetryMs: 30_000 });

const openEncoder = recordEncoders(userSchemaDefinition(recordFormat), schemaFinder({ uri, topic: kafkaConfig.topic }));

export const handler = functionHandler<unknown, RunResult>(async () => {
  const kafka = await createKafka(new KafkaClient(), kafkaConfig);
  const history = postgresRunHistory(createPostgresPool(fromNodeProviderChain(), postgresConfig, 1));
  const onRejected = (reason: string) => logger.warn('user rejected', { reason });
  const onUnrecorded = (error: Error) => logger.error('the failed run could not be kept in pipeline_runs', error);

  return async (event, context) => {
    const request = readEvent(event, { users: api.usersPerRun, now: new Date() });
    const result = await withProducer(kafka, (producer) => {
      const publish = usersPublisher(producer, kafkaConfig.topic, currentTraceId());
      const ports = { fetchPage, openEncoder, publish, history, onRejected, onUnrecorded };
      return withDeadline(context, marginMs, (deadline) => fetchUsers(request, ports, deadline));
    });
    metrics.addMetric('UsersFetched', MetricUnit.Count, result.fetched);
    metrics.addMetric('UsersPublished', MetricUnit.Count, result.published);
    metrics.addMetric('UsersRejected', MetricUnit.Count, result.rejected);
    logger.info('run succeeded', { ...result });
    return result;
  };
}, [tracing]);
