import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import { isKafkaMapping } from './mapping.ts';

/** What a worker was last told about its mapping. */
export interface Known {
  readonly enabled: boolean;
  readonly fingerprint: string;
}

export interface Change {
  readonly uuid: string;
  readonly kind: 'enable' | 'disable' | 'update' | 'delete';
}

export type Configurations = ReadonlyMap<string, EventSourceMappingConfiguration>;

/** The Kafka mappings of a listing that this program is for, by UUID. */
export function selectMappings(
  listed: readonly EventSourceMappingConfiguration[],
  only: ReadonlySet<string>,
): Configurations {
  const chosen = listed.filter(({ UUID }) => UUID !== undefined && (only.size === 0 || only.has(UUID)));
  return new Map(chosen.filter(isKafkaMapping).map((config) => [config.UUID as string, config]));
}

/** What to do so that the workers follow the listing. A mapping between two states keeps the one it had. */
export function planChanges(known: ReadonlyMap<string, Known>, listed: Configurations): Change[] {
  const changes: Change[] = [];
  for (const [uuid, config] of listed) {
    const before = known.get(uuid);
    const enabled = isEnabled(config.State) ?? before?.enabled;
    if (enabled === undefined) continue;
    if (enabled !== before?.enabled) changes.push({ uuid, kind: enabled ? 'enable' : 'disable' });
    else if (enabled && before.fingerprint !== fingerprint(config)) changes.push({ uuid, kind: 'update' });
  }
  for (const uuid of known.keys()) {
    if (!listed.has(uuid)) changes.push({ uuid, kind: 'delete' });
  }
  return changes;
}

/** The same for two configurations that are to be polled alike. */
export function fingerprint(config: EventSourceMappingConfiguration): string {
  const { State, StateTransitionReason, LastModified, LastProcessingResult, ...polled } = config;
  return JSON.stringify(polled);
}

export function isEnabled(state: string | undefined): boolean | undefined {
  // One that is created disabled is Disabled at once, so that nobody waits for a poller.
  if (state === 'Enabled' || state === 'Enabling' || state === 'Creating') return true;
  return state === 'Disabled' || state === 'Disabling' || state === 'Deleting' ? false : undefined;
}
