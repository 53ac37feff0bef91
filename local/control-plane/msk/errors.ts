import { AwsError } from '../aws-error.ts';

export function badRequest(message: string, cause?: unknown): AwsError {
  return new AwsError('BadRequestException', message, { cause });
}

export function notFound(message: string): AwsError {
  return new AwsError('NotFoundException', message, { status: 404 });
}

export function conflict(message: string): AwsError {
  return new AwsError('ConflictException', message, { status: 409 });
}

/** @throws AwsError BadRequestException when the request leaves the member out */
export function required<Value>(value: Value | undefined | null, member: string): Value {
  if (value === undefined || value === null) throw badRequest(`Invalid request body: ${member} is missing.`);
  return value;
}

/** @throws AwsError BadRequestException when the value is not one of those that the API has */
export function oneOf(values: readonly string[], value: string | undefined, member: string): void {
  if (value === undefined || values.includes(value)) return;
  throw badRequest(`Invalid value for ${member}: ${value}. Valid values: [${values.join(', ')}]`);
}

/** What MSK says to an update that changes nothing. */
export class NoUpdates extends AwsError {
  constructor(aspect: string) {
    const message = `The request does not include any updates to the ${aspect} of the cluster.`;
    super('BadRequestException', `${message} Verify the request, then try again.`);
  }
}
