import type { EBSStorageInfo, ProvisionedThroughput, StorageMode } from '@aws-sdk/client-kafka';
import { badRequest } from '../../errors.ts';
import { requireOneOf } from '../../rules.ts';
import { isExpress } from '../broker-types.ts';

/** GiB. */
const largestVolume = 16_384;

/** @throws AwsError BadRequestException */
export function requireVolume({ VolumeSize, ProvisionedThroughput }: EBSStorageInfo): void {
  if (VolumeSize !== undefined && !(Number.isInteger(VolumeSize) && VolumeSize >= 1 && VolumeSize <= largestVolume)) {
    throw badRequest(`EBS volume size should be between 1 and ${largestVolume} GiB.`);
  }
  if (ProvisionedThroughput) requireThroughput(ProvisionedThroughput);
}

/** @throws AwsError BadRequestException */
export function requireStorageMode(mode: StorageMode | undefined, instanceType: string | undefined): void {
  requireOneOf('storageMode', mode, ['LOCAL', 'TIERED']);
  if (mode === 'TIERED' && (instanceType === 'kafka.t3.small' || isExpress(instanceType))) {
    throw badRequest('Tiered storage is not supported for the specified broker type.');
  }
}

function requireThroughput({ Enabled, VolumeThroughput = 250 }: ProvisionedThroughput): void {
  if (Enabled && (VolumeThroughput < 250 || VolumeThroughput > 1000)) {
    throw badRequest('EBS volume throughput should be between 250 and 1000 MiB/s.');
  }
}
