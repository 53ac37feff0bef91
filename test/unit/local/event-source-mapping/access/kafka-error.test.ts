import kafkajs from 'kafkajs';
import { brokerAnswer } from '../../../../../local/event-source-mapping/access/kafka-error.ts';

const answer = new kafkajs.KafkaJSProtocolError(Object.assign(new Error('not yours'), { type: 'NOT_LEADER', code: 6 }));

test('a broker’s answer is found at the end of the retries', () => {
  const retried = new kafkajs.KafkaJSNumberOfRetriesExceeded(answer, { retryCount: 3, retryTime: 100 });
  const crashed = new Error('crashed', { cause: retried });

  expect([answer, retried, crashed].map(brokerAnswer)).toEqual([answer, answer, answer]);
});

test.each([undefined, 'text', new Error('no connection'), { cause: answer }])(
  '%p is no answer of a broker',
  (error) => {
    expect(brokerAnswer(error)).toBeUndefined();
  },
);
