import type { CapacitySpecification, EncryptionSpecification } from '@aws-sdk/client-keyspaces';
import { invalid } from '../errors.ts';
import type { TableSettings } from '../resource-record.ts';
import { requireOneOf, requireText, requireWhole } from '../rules.ts';

/** The settings that CreateTable and UpdateTable have in common. */
export interface SettingsRequest {
  readonly capacitySpecification?: Partial<CapacitySpecification> | undefined;
  readonly encryptionSpecification?: Partial<EncryptionSpecification> | undefined;
  readonly pointInTimeRecovery?: { readonly status?: string | undefined } | undefined;
  readonly ttl?: { readonly status?: string | undefined } | undefined;
  readonly clientSideTimestamps?: { readonly status?: string | undefined } | undefined;
}

const switches = ['ENABLED', 'DISABLED'] as const;
const longestSeconds = 630_720_000;

/**
 * The settings as they are wanted.
 * @param now an ISO text
 * @throws AwsError ValidationException
 */
export function readSettings(request: SettingsRequest, old: TableSettings, now: string): TableSettings {
  const { capacitySpecification, encryptionSpecification } = request;
  const recovery = readRecovery(request.pointInTimeRecovery, old, now);
  return {
    capacity: capacitySpecification ? readCapacity(capacitySpecification, now) : old.capacity,
    encryption: encryptionSpecification ? readEncryption(encryptionSpecification) : old.encryption,
    clientSideTimestamps: enabled(
      'clientSideTimestamps.status',
      request.clientSideTimestamps,
      old.clientSideTimestamps,
    ),
    timeToLive: enabled('ttl.status', request.ttl, old.timeToLive),
    ...(recovery !== undefined && { pointInTimeRecovery: recovery }),
  };
}

/** @returns seconds. @throws AwsError ValidationException */
export function readTimeToLive(seconds: unknown): number {
  return requireWhole('defaultTimeToLive', seconds, { min: 0, max: longestSeconds });
}

/** What can be switched on, and never off again. */
function enabled(member: string, wanted: SettingsRequest['ttl'], old: boolean): boolean {
  if (!wanted) return old;
  requireOneOf(member, wanted.status, ['ENABLED']);
  return true;
}

function readRecovery(wanted: SettingsRequest['pointInTimeRecovery'], old: TableSettings, now: string) {
  if (!wanted) return old.pointInTimeRecovery;
  const on = requireOneOf('pointInTimeRecovery.status', wanted.status, switches) === 'ENABLED';
  return on ? (old.pointInTimeRecovery ?? now) : undefined;
}

function readCapacity(specification: Partial<CapacitySpecification>, now: string): TableSettings['capacity'] {
  const { readCapacityUnits, writeCapacityUnits } = specification;
  const member = 'capacitySpecification';
  const throughputMode = requireOneOf(`${member}.throughputMode`, specification.throughputMode, [
    'PAY_PER_REQUEST',
    'PROVISIONED',
  ]);
  if (throughputMode === 'PROVISIONED') {
    return {
      throughputMode,
      readCapacityUnits: requireWhole(`${member}.readCapacityUnits`, readCapacityUnits, { min: 1 }),
      writeCapacityUnits: requireWhole(`${member}.writeCapacityUnits`, writeCapacityUnits, { min: 1 }),
    };
  }
  if (readCapacityUnits !== undefined || writeCapacityUnits !== undefined) {
    throw invalid('readCapacityUnits and writeCapacityUnits are only allowed with throughputMode PROVISIONED');
  }
  return { throughputMode, lastUpdateToPayPerRequestTimestamp: now };
}

function readEncryption({ type, kmsKeyIdentifier }: Partial<EncryptionSpecification>): EncryptionSpecification {
  const kinds = ['CUSTOMER_MANAGED_KMS_KEY', 'AWS_OWNED_KMS_KEY'] as const;
  const kind = requireOneOf('encryptionSpecification.type', type, kinds);
  if (kind === 'AWS_OWNED_KMS_KEY') {
    if (kmsKeyIdentifier !== undefined) throw invalid('kmsKeyIdentifier is not allowed with AWS_OWNED_KMS_KEY');
    return { type: kind };
  }
  const member = 'encryptionSpecification.kmsKeyIdentifier';
  return { type: kind, kmsKeyIdentifier: requireText(member, kmsKeyIdentifier, { min: 1, max: 5096 }) };
}
