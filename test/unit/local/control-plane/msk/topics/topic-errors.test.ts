import kafkajs from 'kafkajs';
import { topicError } from '../../../../../../local/control-plane/msk/topics/topic-errors.ts';

function protocolError(type: string) {
  return new kafkajs.KafkaJSProtocolError({ type, message: `the broker says ${type}` } as never);
}

function thrown(error: unknown): unknown {
  try {
    topicError(error);
  } catch (translated) {
    return translated;
  }
  return undefined;
}

test.each([
  ['UNKNOWN_TOPIC_OR_PARTITION', 'UnknownTopicOrPartitionException', 404],
  ['REQUEST_TIMED_OUT', 'KafkaTimeoutException', 409],
  ['NOT_CONTROLLER', 'NotControllerException', 409],
  ['INVALID_CONFIG', 'KafkaRequestException', 400],
])("the broker's %s is %s", (type, code, status) => {
  expect(thrown(protocolError(type))).toMatchObject({ code, status, message: `the broker says ${type}` });
});

test('what the broker says is found in what kafkajs wraps it in', () => {
  const aggregate = new kafkajs.KafkaJSAggregateError('errors', [protocolError('INVALID_CONFIG')]);
  const retried = Object.assign(new kafkajs.KafkaJSNonRetriableError('gave up'), {
    cause: protocolError('NOT_CONTROLLER'),
  });

  expect(thrown(aggregate)).toMatchObject({ code: 'KafkaRequestException' });
  expect(thrown(retried)).toMatchObject({ code: 'NotControllerException' });
});

test('a broker that says nothing cannot be reached', () => {
  expect(thrown(new Error('Connection refused'))).toMatchObject({
    code: 'ClusterConnectivityException',
    message: 'The cluster cannot be reached: Connection refused',
  });
});
