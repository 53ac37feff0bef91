import type { Provisioned } from '@aws-sdk/client-kafka';
import { badRequest } from '../../errors.ts';
import { requireOneOf } from '../../rules.ts';

const levels = ['DEFAULT', 'PER_BROKER', 'PER_TOPIC_PER_BROKER', 'PER_TOPIC_PER_PARTITION'];

/** @throws AwsError BadRequestException */
export function requireMonitoring({ EnhancedMonitoring, LoggingInfo }: Partial<Provisioned>): void {
  requireOneOf('enhancedMonitoring', EnhancedMonitoring, levels);
  if (!LoggingInfo) return;
  const { CloudWatchLogs, Firehose, S3 } = LoggingInfo.BrokerLogs ?? {};
  if (!CloudWatchLogs && !Firehose && !S3) {
    const types = 'CloudWatch Logs, Kinesis Data Firehose, Amazon S3';
    throw badRequest(`You must define one or more of the following broker log types: ${types}.`);
  }
  requireDestination(CloudWatchLogs?.Enabled, CloudWatchLogs?.LogGroup, 'CloudWatch Logs', 'a CloudWatch log group');
  requireDestination(Firehose?.Enabled, Firehose?.DeliveryStream, 'Kinesis Data Firehose', 'a delivery stream');
  requireDestination(S3?.Enabled, S3?.Bucket, 'Amazon S3', 'an S3 bucket');
}

function requireDestination(enabled: boolean | undefined, name: string | undefined, type: string, what: string): void {
  if (!enabled || name) return;
  throw badRequest(`To use ${type} as a destination for broker logs, you must specify ${what}.`);
}
