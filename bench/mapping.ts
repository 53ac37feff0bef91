import { setTimeout as wait } from 'node:timers/promises';
import { LambdaClient, ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { awsClientOptions } from '../local/deployment/aws-clients.ts';
import { loopback } from '../local/services/service.ts';
import type { Settings } from '../local/settings.ts';
import { StartError } from '../local/start-error.ts';

const timeoutMs = 60_000;

/** Switches the sink's event source mapping on or off. Off: resolves when the poller has left the topic's group. */
export async function switchMapping(settings: Settings, enabled: boolean): Promise<void> {
  const client = new LambdaClient(awsClientOptions(settings));
  try {
    const answer = await client.send(new ListEventSourceMappingsCommand({ FunctionName: 'users-sink' }));
    const UUID = answer.EventSourceMappings?.[0]?.UUID;
    if (!UUID) throw new StartError('users-sink has no event source mapping: is the stack deployed?');
    await client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: enabled }));
    if (!enabled) await untilDisabled(settings, UUID);
  } finally {
    client.destroy();
  }
}

async function untilDisabled({ ports }: Settings, uuid: string): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const response = await fetch(`http://${loopback}:${ports.eventSourceMapping}/health`);
    const { mappings } = (await response.json()) as { mappings: { uuid: string; state: string }[] };
    if (mappings.find((mapping) => mapping.uuid === uuid)?.state === 'Disabled') return;
    if (Date.now() > deadline) throw new StartError(`The mapping ${uuid} is not disabled after ${timeoutMs / 1000} s.`);
    await wait(100);
  }
}
