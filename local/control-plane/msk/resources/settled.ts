import { AwsError } from '../../aws-error.ts';
import type { Cluster } from '../clusters/cluster.ts';
import type { LifeCycle } from '../clusters/life-cycle.ts';

/**
 * A cluster that nothing is under way with any more.
 * @throws AwsError when it is gone or has failed
 */
export async function settled(lifeCycle: LifeCycle, arn: string): Promise<Cluster> {
  const cluster = await lifeCycle.settled(arn);
  if (!cluster) throw new AwsError('NotFoundException', `The cluster ${arn} does not exist.`, { status: 404 });
  if (cluster.state !== 'FAILED') return cluster;
  throw new AwsError('GeneralServiceException', `The cluster ${arn} failed: ${cluster.stateInfo?.Message}`);
}
