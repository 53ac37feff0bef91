import {
  changedProperties,
  customPropertiesOf,
  settingsOf,
} from '../../../../../../local/control-plane/keyspaces/tables/custom-properties.ts';

const createdAt = '2026-01-02T03:04:05.678Z';

test.each([
  ['on demand', settingsOf({}, createdAt)],
  [
    'with everything on',
    {
      capacity: { throughputMode: 'PROVISIONED' as const, readCapacityUnits: 1, writeCapacityUnits: 2 },
      encryption: { type: 'CUSTOMER_MANAGED_KMS_KEY' as const, kmsKeyIdentifier: 'arn:aws:kms:key' },
      pointInTimeRecovery: '2026-02-03T04:05:06.789Z',
      clientSideTimestamps: true,
      timeToLive: true,
    },
  ],
])('settings %s are the same after they were kept as properties', (_, settings) => {
  expect(settingsOf(customPropertiesOf(settings), '2020-01-01T00:00:00.000Z')).toEqual(settings);
});

test('what CQL leaves unsaid is as it was from the beginning', () => {
  const settings = settingsOf(
    { capacity_mode: { throughput_mode: 'PAY_PER_REQUEST' }, point_in_time_recovery: { status: 'Enabled' } },
    createdAt,
  );

  expect(settings).toEqual({
    capacity: { throughputMode: 'PAY_PER_REQUEST', lastUpdateToPayPerRequestTimestamp: createdAt },
    encryption: { type: 'AWS_OWNED_KMS_KEY' },
    pointInTimeRecovery: createdAt,
    ...{ clientSideTimestamps: false, timeToLive: false },
  });
});

test('only the property that changed is to be set', () => {
  const before = settingsOf({}, createdAt);
  const after = { ...before, clientSideTimestamps: true };

  expect(changedProperties(customPropertiesOf(before), customPropertiesOf(after))).toEqual({
    client_side_timestamps: { status: 'enabled' },
  });
});
