import { AwsError } from '../../aws-error.ts';
import type { Cluster } from '../cluster.ts';
import type { ClusterLives } from '../cluster-lives.ts';

/**
 * A cluster that nothing is under way with any more.
 * @throws AwsError when it is gone or has failed
 */
export async function settled(lives: ClusterLives, arn: string): Promise<Cluster> {
  const cluster = await lives.settled(arn);
  if (!cluster) throw new AwsError('NotFoundException', `The cluster ${arn} does not exist.`, { status: 404 });
  if (cluster.state !== 'FAILED') return cluster;
  throw new AwsError('GeneralServiceException', `The cluster ${arn} failed: ${cluster.stateInfo?.Message}`);
}
