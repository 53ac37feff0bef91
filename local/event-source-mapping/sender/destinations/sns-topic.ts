import { randomUUID } from 'node:crypto';
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { failureRecord } from '../failure-record.ts';
import type { PrepareWrite } from './aws-destination.ts';

/** Publishes failure records to a standard topic. */
export function snsTopic(client: SNSClient, topicArn: string): PrepareWrite {
  return (batch) => {
    const message = JSON.stringify(failureRecord(batch, randomUUID(), Date.now()));
    return () => client.send(new PublishCommand({ TopicArn: topicArn, Message: message }));
  };
}
