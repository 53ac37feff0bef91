import type {
  CapacitySpecification,
  CreateTableRequest,
  GetTableResponse,
  UpdateTableRequest,
} from '@aws-sdk/client-keyspaces';
import type { Properties } from '../../resource.ts';
import { isTrue } from '../../template-values.ts';
import { addedColumns, refuseOtherKeys, schemaOf } from './template-columns.ts';
import { apiValues } from './template-values.ts';

type Request = Omit<CreateTableRequest, 'keyspaceName' | 'tableName'>;
type Change = Omit<UpdateTableRequest, 'keyspaceName' | 'tableName'>;

/** What CreateTable is to be asked for, but for names and tags. */
export function tableSettings(properties: Properties): Request {
  const { DefaultTimeToLive, EncryptionSpecification } = properties;
  return {
    schemaDefinition: schemaOf(properties),
    capacitySpecification: capacity(properties),
    pointInTimeRecovery: recovery(properties),
    ...(isTrue(properties.ClientSideTimestampsEnabled) && { clientSideTimestamps: { status: 'ENABLED' } }),
    ...(DefaultTimeToLive !== undefined && { defaultTimeToLive: Number(DefaultTimeToLive) }),
    ...(EncryptionSpecification && { encryptionSpecification: encryption(properties) }),
    ...autoScaling(properties),
    ...unsupported(properties),
  };
}

/**
 * What UpdateTable is to be asked for, one setting at a time, so that the table becomes the template's.
 * @throws AwsError ValidationException for what cannot be changed
 */
export function changedSettings(properties: Properties, table: GetTableResponse): Change[] {
  refuseOtherKeys(properties, table);
  const added = addedColumns(properties, table);
  const wanted: Change[] = [
    { capacitySpecification: capacity(properties), ...autoScaling(properties) },
    { pointInTimeRecovery: recovery(properties) },
    { encryptionSpecification: encryption(properties) },
    { defaultTimeToLive: Number(properties.DefaultTimeToLive ?? 0) },
  ];
  return [
    ...(added.length > 0 ? [{ addColumns: added }] : []),
    ...wanted.filter((change) => !holds(table, change)),
    ...(isTrue(properties.ClientSideTimestampsEnabled) && !table.clientSideTimestamps
      ? [{ clientSideTimestamps: { status: 'ENABLED' as const } }]
      : []),
    ...Object.entries(unsupported(properties)).map(([name, value]) => ({ [name]: value })),
  ];
}

/** Whether the table has all of it; it may say more, such as since when. */
function holds(there: unknown, wanted: unknown): boolean {
  if (wanted === null || typeof wanted !== 'object') return there === wanted;
  return Object.entries(wanted).every(([name, value]) => holds((there as Properties | undefined)?.[name], value));
}

function capacity({ BillingMode }: Properties): CapacitySpecification {
  if (BillingMode?.Mode !== 'PROVISIONED') return { throughputMode: 'PAY_PER_REQUEST' };
  const { ReadCapacityUnits, WriteCapacityUnits } = BillingMode.ProvisionedThroughput ?? {};
  return {
    throughputMode: 'PROVISIONED',
    readCapacityUnits: Number(ReadCapacityUnits),
    writeCapacityUnits: Number(WriteCapacityUnits),
  };
}

function recovery({ PointInTimeRecoveryEnabled }: Properties) {
  return { status: isTrue(PointInTimeRecoveryEnabled) ? ('ENABLED' as const) : ('DISABLED' as const) };
}

function encryption({ EncryptionSpecification }: Properties) {
  const { EncryptionType = 'AWS_OWNED_KMS_KEY', KmsKeyIdentifier } = EncryptionSpecification ?? {};
  return { type: EncryptionType, ...(KmsKeyIdentifier !== undefined && { kmsKeyIdentifier: KmsKeyIdentifier }) };
}

function autoScaling({ AutoScalingSpecifications }: Properties) {
  return AutoScalingSpecifications ? { autoScalingSpecification: apiValues(AutoScalingSpecifications) } : {};
}

/** Which the API refuses by name. */
function unsupported({ CdcSpecification, ReplicaSpecifications, WarmThroughput }: Properties): Change {
  const given = { cdcSpecification: CdcSpecification, replicaSpecifications: ReplicaSpecifications };
  const all = Object.entries({ ...given, warmThroughputSpecification: WarmThroughput });
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}
