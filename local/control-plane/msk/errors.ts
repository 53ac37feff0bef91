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

/** What MSK says to an update that changes nothing. */
export class NoUpdates extends AwsError {
  constructor(aspect: string) {
    const message = `The request does not include any updates to the ${aspect} of the cluster.`;
    super('BadRequestException', `${message} Verify the request, then try again.`);
  }
}
