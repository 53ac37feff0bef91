import kafkajs from 'kafkajs';

/** What a broker answered to make kafkajs fail: the error itself, or what its last retry failed with. */
export function brokerAnswer(error: unknown): InstanceType<typeof kafkajs.KafkaJSProtocolError> | undefined {
  if (error instanceof kafkajs.KafkaJSProtocolError) return error;
  return error instanceof Error && error.cause !== undefined ? brokerAnswer(error.cause) : undefined;
}
