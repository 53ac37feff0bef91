import type {
  EBSStorageInfo,
  Provisioned,
  UpdateBrokerStorageRequest,
  UpdateStorageRequest,
} from '@aws-sdk/client-kafka';
import { badRequest } from '../errors.ts';
import { required } from '../rules.ts';
import { isExpress } from './broker-types.ts';
import { requireStorageMode, requireVolume } from './rules/storage-rules.ts';
import { withGroup } from './wanted-clusters.ts';

// What the updates of storage make of a cluster. All throw AwsError BadRequestException for what MSK would not do.

export function withBrokerStorage(
  current: Provisioned,
  { TargetBrokerEBSVolumeInfo }: UpdateBrokerStorageRequest,
): Provisioned {
  const [first, ...others] = required('targetBrokerEBSVolumeInfo', TargetBrokerEBSVolumeInfo);
  if (!first || others.some(({ VolumeSizeGB }) => VolumeSizeGB !== first.VolumeSizeGB)) {
    throw badRequest('The storage of all brokers must be updated to the same size.');
  }
  const every = first.KafkaBrokerNodeId?.toLowerCase() === 'all' || others.length + 1 === current.NumberOfBrokerNodes;
  if (!every) throw badRequest('The storage of all brokers must be updated at the same time.');
  return withVolume(current, first.VolumeSizeGB, first.ProvisionedThroughput);
}

export function withStorage(current: Provisioned, request: UpdateStorageRequest): Provisioned {
  requireStorageMode(request.StorageMode, current.BrokerNodeGroupInfo?.InstanceType);
  if (current.StorageMode === 'TIERED' && request.StorageMode === 'LOCAL') {
    throw badRequest('Tiered storage cannot be turned off.');
  }
  const changed = withVolume(current, request.VolumeSizeGB, request.ProvisionedThroughput);
  return request.StorageMode ? { ...changed, StorageMode: request.StorageMode } : changed;
}

function withVolume(
  current: Provisioned,
  VolumeSize: number | undefined,
  ProvisionedThroughput: EBSStorageInfo['ProvisionedThroughput'],
): Provisioned {
  const before = current.BrokerNodeGroupInfo?.StorageInfo?.EbsStorageInfo;
  if (isExpress(current.BrokerNodeGroupInfo?.InstanceType)) {
    throw badRequest('The storage of Express brokers cannot be updated.');
  }
  requireVolume({ VolumeSize, ProvisionedThroughput });
  if (VolumeSize !== undefined && VolumeSize < (before?.VolumeSize ?? 0)) {
    throw badRequest('The storage volume of a broker cannot be made smaller.');
  }
  const changed = {
    ...before,
    ...(VolumeSize !== undefined && { VolumeSize }),
    ...(ProvisionedThroughput && { ProvisionedThroughput }),
  };
  return withGroup(current, { StorageInfo: { EbsStorageInfo: changed } });
}
