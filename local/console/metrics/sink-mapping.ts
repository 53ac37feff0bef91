import { type LambdaClient, ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { topic } from '../../deployment/kafka-admin.ts';
import { sinkFunction } from '../samples/pipeline-parts.ts';

const pausedStates: readonly unknown[] = ['Disabling', 'Disabled', 'Deleting'];

/** Whether the topic's records are to be handed to the sink: neither while its mapping is paused nor without one. */
export async function isSinkMapped(lambda: LambdaClient): Promise<boolean> {
  const { EventSourceMappings = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName: sinkFunction }),
  );
  return EventSourceMappings.some(({ Topics = [], State }) => Topics.includes(topic) && !pausedStates.includes(State));
}
