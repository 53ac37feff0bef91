import type { GetTableResponse } from '@aws-sdk/client-keyspaces';
import {
  changedSettings,
  tableSettings,
} from '../../../../../../local/control-plane/keyspaces/resources/table-template.ts';

const template = {
  PartitionKeyColumns: [{ ColumnName: 'Id', ColumnType: 'uuid' }],
  ClusteringKeyColumns: [{ Column: { ColumnName: 'at', ColumnType: 'timestamp' } }],
  RegularColumns: [{ ColumnName: 'Name', ColumnType: 'varchar' }],
};

const table: GetTableResponse = {
  ...{ keyspaceName: 'k', tableName: 't', resourceArn: 'arn', defaultTimeToLive: 0 },
  schemaDefinition: {
    allColumns: [
      { name: 'id', type: 'uuid' },
      { name: 'at', type: 'timestamp' },
      { name: 'name', type: 'text' },
    ],
    partitionKeys: [{ name: 'id' }],
    clusteringKeys: [{ name: 'at', orderBy: 'ASC' }],
  },
  capacitySpecification: { throughputMode: 'PAY_PER_REQUEST', lastUpdateToPayPerRequestTimestamp: new Date(0) },
  encryptionSpecification: { type: 'AWS_OWNED_KMS_KEY' },
  pointInTimeRecovery: { status: 'DISABLED' },
};

test("a template's table is asked for with its texts read as numbers and booleans", () => {
  const request = tableSettings({
    ...template,
    BillingMode: { Mode: 'PROVISIONED', ProvisionedThroughput: { ReadCapacityUnits: '1', WriteCapacityUnits: 2 } },
    ...{ PointInTimeRecoveryEnabled: 'true', ClientSideTimestampsEnabled: 'false', DefaultTimeToLive: '60' },
    AutoScalingSpecifications: {
      ReadCapacityAutoScaling: {
        ...{ AutoScalingDisabled: 'false', MinimumUnits: '1', MaximumUnits: 10 },
        ScalingPolicy: { TargetTrackingScalingPolicyConfiguration: { TargetValue: '70' } },
      },
    },
  });

  expect(request).toEqual({
    schemaDefinition: {
      allColumns: [
        { name: 'Id', type: 'uuid' },
        { name: 'at', type: 'timestamp' },
        { name: 'Name', type: 'varchar' },
      ],
      partitionKeys: [{ name: 'Id' }],
      clusteringKeys: [{ name: 'at', orderBy: 'ASC' }],
    },
    capacitySpecification: { throughputMode: 'PROVISIONED', readCapacityUnits: 1, writeCapacityUnits: 2 },
    pointInTimeRecovery: { status: 'ENABLED' },
    defaultTimeToLive: 60,
    autoScalingSpecification: {
      readCapacityAutoScaling: {
        ...{ autoScalingDisabled: false, minimumUnits: 1, maximumUnits: 10 },
        scalingPolicy: { targetTrackingScalingPolicyConfiguration: { targetValue: 70 } },
      },
    },
  });
});

test('a table that is as its template says needs no change', () => {
  expect(changedSettings(template, table)).toEqual([]);
});

test('each difference is an update of its own', () => {
  const changes = changedSettings(
    {
      ...template,
      RegularColumns: [...template.RegularColumns, { ColumnName: 'age', ColumnType: 'int' }],
      EncryptionSpecification: { EncryptionType: 'CUSTOMER_MANAGED_KMS_KEY', KmsKeyIdentifier: 'arn' },
      ...{ PointInTimeRecoveryEnabled: true, ClientSideTimestampsEnabled: true, DefaultTimeToLive: 60 },
    },
    table,
  );

  expect(changes).toEqual([
    { addColumns: [{ name: 'age', type: 'int' }] },
    { pointInTimeRecovery: { status: 'ENABLED' } },
    { encryptionSpecification: { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyIdentifier: 'arn' } },
    { defaultTimeToLive: 60 },
    { clientSideTimestamps: { status: 'ENABLED' } },
  ]);
});

test.each([
  ['removed', [], 'Column name cannot be removed'],
  ['of another type', [{ ColumnName: 'name', ColumnType: 'int' }], 'The type of column name cannot be changed'],
])('a column that is %s is refused', (_, RegularColumns, message) => {
  expect(() => changedSettings({ ...template, RegularColumns }, table)).toThrow(message);
});

test.each([
  ['partition key', { PartitionKeyColumns: [{ ColumnName: 'name', ColumnType: 'text' }] }],
  ['order', { ClusteringKeyColumns: [{ ...template.ClusteringKeyColumns[0], OrderBy: 'DESC' }] }],
])('another %s is refused', (_, change) => {
  expect(() => changedSettings({ ...template, ...change }, table)).toThrow('The key of table k.t cannot be changed');
});
