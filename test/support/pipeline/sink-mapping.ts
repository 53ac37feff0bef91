import {
  GetEventSourceMappingCommand,
  paginateListEventSourceMappings,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { eventually } from '../eventually.ts';
import { lambda } from './deployed-pipeline.ts';

/** The event source mapping of users-sink. */
export async function sinkMapping() {
  for await (const { EventSourceMappings = [] } of paginateListEventSourceMappings({ client: lambda }, {})) {
    const found = EventSourceMappings.find(({ FunctionArn }) => FunctionArn?.includes(':users-sink'));
    if (found) return lambda.send(new GetEventSourceMappingCommand({ UUID: found.UUID }));
  }
  throw new Error('users-sink has no mapping.');
}

/** Pauses or resumes it, and waits until it is so. */
export async function setSinkEnabled(Enabled: boolean): Promise<void> {
  const { UUID } = await sinkMapping();
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
  const State = Enabled ? 'Enabled' : 'Disabled';
  await eventually(async () => expect((await sinkMapping()).State).toBe(State), 30_000);
}
