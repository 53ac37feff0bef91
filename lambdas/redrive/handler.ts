import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { KafkaClient } from '@aws-sdk/client-kafka';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { createKafka } from '../core/clients/kafka.ts';
import { lendProducers } from '../core/clients/lend-producers.ts';
import { createPostgresPool } from '../core/clients/postgres.ts';
import { readDeadLetterConfig, readKafkaConfig, readPostgresConfig } from '../core/config.ts';
import { withDeadline } from '../core/deadline.ts';
import { functionHandler } from '../core/function-handler.ts';
import { logger, metrics } from '../core/telemetry.ts';
import { tracing } from '../core/tracing.ts';
import { postgresAudit } from './audit.ts';
import type { DiscardResult } from './discard-letters.ts';
import { sqsLetterQueue } from './letter-queue.ts';
import { s3LetterValues } from './letter-values.ts';
import { readEvent } from './read-event.ts';
import { type RedrivePorts, type RedriveResult, redrive } from './redrive.ts';
import type { ReplayResult } from './replay-letters.ts';
import { withTopicReader } from './topic-reader.ts';

/** Left of the function's time for the records under way when the deadline comes, their audit, and what is given back. */
const marginMs = 60_000;
/** Of letters after the function's end: what it could not give back is everybody's again then. */
const spareSeconds = 10;

const kafkaConfig = readKafkaConfig(process.env);
const postgresConfig = readPostgresConfig(process.env);
const { queueUrl, bucket } = readDeadLetterConfig(process.env);

export const handler = functionHandler<unknown, RedriveResult>(async () => {
  const kafka = await createKafka(new KafkaClient(), kafkaConfig);
  const ports: RedrivePorts = {
    // The URL's host is the service's own, whatever endpoint the environment names.
    queue: sqsLetterQueue(new SQSClient({ useQueueUrlAsEndpoint: false }), queueUrl),
    // The bucket in the path: an emulator need not resolve its name.
    values: s3LetterValues(new S3Client({ forcePathStyle: true }), bucket),
    audit: postgresAudit(createPostgresPool(fromNodeProviderChain(), postgresConfig, 1)),
    withReader: (work) => withTopicReader(kafka, kafkaConfig.topic, work),
    withProducer: (work) => lendProducers(kafka, async ({ current }) => work(await current())),
  };

  return async (event, context) => {
    const request = readEvent(event);
    const options = {
      topic: kafkaConfig.topic,
      requestId: context.awsRequestId,
      nowMs: Date.now(),
      visibilitySeconds: Math.ceil(context.getRemainingTimeInMillis() / 1000) + spareSeconds,
    };
    const result = await withDeadline(context, marginMs, (deadline) => redrive(request, ports, options, deadline));
    if ('dryRun' in result && !result.dryRun) tell(result);
    return result;
  };
}, [tracing]);

function tell({ letters, ...counts }: ReplayResult | DiscardResult): void {
  if ('discarded' in counts) {
    metrics.addMetric('LettersDiscarded', MetricUnit.Count, counts.discarded);
    logger.info('dead letters discarded', counts);
    return;
  }
  metrics.addMetric('LettersReplayed', MetricUnit.Count, counts.replayed);
  metrics.addMetric('LettersNotReplayed', MetricUnit.Count, counts.refused + counts.failed);
  logger.info('dead letters replayed', counts);
}
