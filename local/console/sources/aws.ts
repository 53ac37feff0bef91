import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { KafkaClient } from '@aws-sdk/client-kafka';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { awsClientOptions } from '../../deployment/aws-clients.ts';
import type { Settings } from '../../settings.ts';

const requestHandler = { connectionTimeout: 2000, requestTimeout: 7000, throwOnRequestTimeout: true };

export type AwsClients = ReturnType<typeof awsClients>;

/** Clients for short questions to the stack's LocalStack. */
export function awsClients(settings: Settings) {
  const options = { ...awsClientOptions(settings), maxAttempts: 1, requestHandler };
  return {
    cloudWatch: new CloudWatchClient(options),
    events: new EventBridgeClient(options),
    kafka: new KafkaClient(options),
    lambda: new LambdaClient(options),
    logs: new CloudWatchLogsClient(options),
    secrets: new SecretsManagerClient(options),
    sns: new SNSClient(options),
    sqs: new SQSClient({ ...options, useQueueUrlAsEndpoint: false }),
  };
}
