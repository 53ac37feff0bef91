import { badRequest } from '../errors.ts';
import type { Cluster } from './cluster.ts';

/** @throws AwsError BadRequestException */
export function requireState({ state }: Cluster, states: readonly Cluster['state'][]): void {
  if (states.includes(state)) return;
  const message = 'This operation is only valid for resources that are in one of the following states';
  throw badRequest(`${message} :[${states.join(', ')}]`);
}

/** @throws AwsError BadRequestException */
export function requireVersion({ version }: Cluster, given: string | undefined): void {
  if (given === version) return;
  throw badRequest('The version of the cluster isn’t current. Check the current version and try again.');
}
