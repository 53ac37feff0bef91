import { badRequest } from './errors.ts';
import { required } from './rules.ts';

/** @throws AwsError BadRequestException */
export function requireName(member: string, name: string | undefined): string {
  if (!/^[0-9A-Za-z][0-9A-Za-z-]*$/.test(required(member, name))) {
    throw badRequest('The parameter value contains one or more characters that are not valid.');
  }
  return name as string;
}

/** @throws AwsError BadRequestException */
export function requireClusterName(name: string | undefined): string {
  if (required('clusterName', name).length > 64 || name === '') {
    throw badRequest('The length of the cluster name should be between 1 and 64 characters.');
  }
  return requireName('clusterName', name);
}
