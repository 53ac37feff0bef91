import type { GivenUpBatch } from '../../../../../../local/event-source-mapping/sender/failure-record.ts';
import { eventRecord } from '../../event-records.ts';

export const clusterArn = 'arn:aws:kafka:us-east-1:000000000000:cluster/users/1';
export const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:f';

export const givenUpBatch: GivenUpBatch = {
  source: { kind: 'aws:kafka', arn: clusterArn, bootstrapServers: 'b:9092', topic: 'users' },
  functionArn,
  condition: 'RetryAttemptsExhausted',
  invocations: 3,
  answer: { requestId: 'request', statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  records: [eventRecord(7), eventRecord(8)],
  payloadBytes: 2039,
};
