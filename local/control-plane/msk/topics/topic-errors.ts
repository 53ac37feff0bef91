import kafkajs from 'kafkajs';
import { AwsError } from '../../aws-error.ts';

/** What the API makes of the broker's errors. */
const codes: Readonly<Record<string, readonly [code: string, status: number]>> = {
  UNKNOWN_TOPIC_OR_PARTITION: ['UnknownTopicOrPartitionException', 404],
  REQUEST_TIMED_OUT: ['KafkaTimeoutException', 409],
  NOT_CONTROLLER: ['NotControllerException', 409],
  REASSIGNMENT_IN_PROGRESS: ['ReassignmentInProgressException', 409],
  GROUP_SUBSCRIBED_TO_TOPIC: ['GroupSubscribedToTopicException', 409],
};

/** @throws AwsError what the API would say */
export function topicError(error: unknown): never {
  if (error instanceof AwsError || !(error instanceof Error)) throw error;
  const refusal = refusalOf(error);
  if (!refusal) {
    const message = `The cluster cannot be reached: ${error.message}`;
    throw new AwsError('ClusterConnectivityException', message, { status: 409, cause: error });
  }
  const [code, status] = codes[refusal.type] ?? ['KafkaRequestException', 400];
  throw new AwsError(code, refusal.message, { status, cause: error });
}

/** kafkajs wraps what the broker says: once for all topics of a call, and again when it has given up. */
function refusalOf(error: Error): (Error & { readonly type: string }) | undefined {
  if (error instanceof kafkajs.KafkaJSAggregateError) {
    const [first] = error.errors as Error[];
    return first && refusalOf(first);
  }
  if ('type' in error && typeof error.type === 'string') return error as Error & { readonly type: string };
  return error.cause instanceof Error ? refusalOf(error.cause) : undefined;
}
