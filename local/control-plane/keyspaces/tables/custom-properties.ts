import type { EncryptionType } from '@aws-sdk/client-keyspaces';
import type { TableSettings } from '../resource-record.ts';

/** As `system_schema_mcs.tables` holds them: texts by name, by the property's name. */
export type CustomProperties = Readonly<{ [property: string]: Readonly<{ [name: string]: string }> }>;

const enabled = { status: 'enabled' };

export function customPropertiesOf(settings: TableSettings): CustomProperties {
  const { capacity, encryption, pointInTimeRecovery: since, clientSideTimestamps, timeToLive } = settings;
  const { kmsKeyIdentifier } = encryption;
  return {
    capacity_mode: capacityMode(capacity),
    encryption_specification: {
      encryption_type: String(encryption.type),
      ...(kmsKeyIdentifier !== undefined && { kms_key_identifier: kmsKeyIdentifier }),
    },
    point_in_time_recovery:
      since === undefined ? { status: 'disabled' } : { ...enabled, earliest_restorable_timestamp: since },
    ...(clientSideTimestamps && { client_side_timestamps: enabled }),
    ...(timeToLive && { ttl: enabled }),
  };
}

/** @param createdAt an ISO text: since when what says no instant of its own is as it is */
export function settingsOf(properties: CustomProperties, createdAt: string): TableSettings {
  const { encryption_specification: encryption = {}, point_in_time_recovery: recovery = {} } = properties;
  const isOn = (property: string) => properties[property]?.status?.toLowerCase() === 'enabled';
  return {
    capacity: capacityOf(properties, createdAt),
    encryption: {
      type: (encryption.encryption_type ?? 'AWS_OWNED_KMS_KEY') as EncryptionType,
      ...(encryption.kms_key_identifier !== undefined && { kmsKeyIdentifier: encryption.kms_key_identifier }),
    },
    ...(isOn('point_in_time_recovery') && {
      pointInTimeRecovery: recovery.earliest_restorable_timestamp ?? createdAt,
    }),
    clientSideTimestamps: isOn('client_side_timestamps'),
    timeToLive: isOn('ttl'),
  };
}

/** Those that are not as before. */
export function changedProperties(before: CustomProperties, after: CustomProperties): CustomProperties {
  const isNew = ([name, value]: [string, object]) => JSON.stringify(value) !== JSON.stringify(before[name]);
  return Object.fromEntries(Object.entries(after).filter(isNew));
}

function capacityMode(capacity: TableSettings['capacity']) {
  const { throughputMode, readCapacityUnits, writeCapacityUnits, lastUpdateToPayPerRequestTimestamp: at } = capacity;
  return {
    throughput_mode: throughputMode,
    ...(readCapacityUnits !== undefined && { read_capacity_units: String(readCapacityUnits) }),
    ...(writeCapacityUnits !== undefined && { write_capacity_units: String(writeCapacityUnits) }),
    // In milliseconds, unlike the other instants.
    ...(at !== undefined && { last_update_to_pay_per_request_timestamp: String(Date.parse(at)) }),
  };
}

function capacityOf({ capacity_mode: mode = {} }: CustomProperties, createdAt: string): TableSettings['capacity'] {
  if (mode.throughput_mode === 'PROVISIONED') {
    return {
      throughputMode: 'PROVISIONED',
      readCapacityUnits: Number(mode.read_capacity_units),
      writeCapacityUnits: Number(mode.write_capacity_units),
    };
  }
  const at = mode.last_update_to_pay_per_request_timestamp;
  return {
    throughputMode: 'PAY_PER_REQUEST',
    lastUpdateToPayPerRequestTimestamp: at === undefined ? createdAt : new Date(Number(at)).toISOString(),
  };
}
