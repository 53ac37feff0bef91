import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  DeleteEventSourceMappingCommand,
  InvalidParameterValueException,
  LambdaClient,
  ResourceNotFoundException,
  UpdateEventSourceMappingCommand,
  type UpdateEventSourceMappingCommandInput,
} from '@aws-sdk/client-lambda';
import { eventually } from '../eventually.ts';
import { clientSettings } from '../stack/client-settings.ts';
import { connections } from '../stack/stack.ts';
import { afterTest } from './clean-up.ts';

export const lambda = new LambdaClient(clientSettings());

export type MappingSettings = Partial<CreateEventSourceMappingCommandInput>;

/** A mapping of the tests' cluster as one's own, unless the settings name the MSK cluster. */
export async function createMapping(
  target: { readonly name: string },
  topic: string,
  settings: MappingSettings = {},
): Promise<string> {
  const { UUID } = await lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName: target.name,
      Topics: [topic],
      StartingPosition: 'TRIM_HORIZON',
      MaximumBatchingWindowInSeconds: 0,
      ...(settings.EventSourceArn === undefined && ownCluster()),
      ...settings,
    }),
  );
  const uuid = UUID as string;
  afterTest(() => deleteMapping(uuid).catch(unlessGone));
  return uuid;
}

/** A cluster of one's own: the tests', unless others are named. */
export function ownCluster(bootstrapServers = connections().kafka.bootstrapServers): MappingSettings {
  return {
    SelfManagedEventSource: { Endpoints: { KAFKA_BOOTSTRAP_SERVERS: bootstrapServers.split(',') } },
    // AWS takes no self-managed cluster without a way to reach it.
    SourceAccessConfigurations: [{ Type: 'VPC_SUBNET', URI: 'subnet:subnet-1' }],
  };
}

/** Waits for an earlier change to be over. @throws InvalidParameterValueException at once */
export async function updateMapping(input: UpdateEventSourceMappingCommandInput): Promise<void> {
  const refusal = await eventually(async () => {
    try {
      await lambda.send(new UpdateEventSourceMappingCommand(input));
    } catch (error) {
      if (error instanceof InvalidParameterValueException) return error;
      throw error;
    }
  }, 10_000);
  if (refusal !== undefined) throw refusal;
}

/** @returns the mapping's state */
export async function deleteMapping(UUID: string) {
  return (await lambda.send(new DeleteEventSourceMappingCommand({ UUID }))).State;
}

function unlessGone(error: unknown): void {
  if (!(error instanceof ResourceNotFoundException)) throw error;
}
