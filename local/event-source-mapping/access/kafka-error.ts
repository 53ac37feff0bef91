import kafkajs from 'kafkajs';

/** What a broker answered to make kafkajs fail: the error itself, or what its last retry failed with. */
export function brokerAnswer(error: unknown): InstanceType<typeof kafkajs.KafkaJSProtocolError> | undefined {
  if (error instanceof kafkajs.KafkaJSProtocolError) return error;
  return error instanceof Error && error.cause !== undefined ? brokerAnswer(error.cause) : undefined;
}

/** A coordinator that has just begun, or has taken the group over, reads what the group has committed: soon it answers. */
export function isGroupLoading(error: unknown): boolean {
  return brokerAnswer(error)?.type === 'GROUP_LOAD_IN_PROGRESS';
}
