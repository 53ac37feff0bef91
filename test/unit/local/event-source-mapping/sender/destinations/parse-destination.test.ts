import { MappingProblem } from '../../../../../../local/event-source-mapping/mapping-problem.ts';
import { parseDestination } from '../../../../../../local/event-source-mapping/sender/destinations/parse-destination.ts';

const queue = 'arn:aws:sqs:us-east-1:000000000000:failures';
const chineseQueue = 'arn:aws-cn:sqs:cn-north-1:000000000000:failures';
const topic = 'arn:aws-us-gov:sns:us-gov-west-1:000000000000:failures';

test.each([
  [queue, { kind: 'sqs', arn: queue }],
  [chineseQueue, { kind: 'sqs', arn: chineseQueue }],
  [topic, { kind: 'sns', arn: topic }],
  ['arn:aws:s3:::my.failures', { kind: 's3', bucket: 'my.failures' }],
  ['kafka://users.failed_1-2', { kind: 'kafka', topic: 'users.failed_1-2' }],
])('%s is read', (name, destination) => {
  expect(parseDestination(name, 'users')).toEqual(destination);
});

test.each([
  ['arn:aws:sqs:us-east-1:000000000000:failures.fifo', 'is a FIFO queue'],
  ['arn:aws:sns:us-east-1:000000000000:failures.fifo', 'is a FIFO topic'],
  ['arn:aws:lambda:us-east-1:000000000000:function:f', 'is none'],
  ['arn:aws:s3:::bucket/prefix', 'is none'],
  ['kafka://', 'is none'],
  ['kafka://two topics', 'is none'],
  ['failures', 'is none'],
  ['kafka://users', 'is the topic that the records come from'],
])('%s is refused by name', (name, why) => {
  const parse = () => parseDestination(name, 'users');

  expect(parse).toThrow(MappingProblem);
  expect(parse).toThrow(`The on-failure destination ${name} ${why}`);
});
