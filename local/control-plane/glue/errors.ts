import { AwsError } from '../aws-error.ts';

// AWS's words, where they are known. It answers 400 to what the caller can mend.

export function invalid(message: string): AwsError {
  return new AwsError('InvalidInputException', message);
}

export function notFound(message: string): AwsError {
  return new AwsError('EntityNotFoundException', message);
}

export function alreadyExists(message: string): AwsError {
  return new AwsError('AlreadyExistsException', message);
}

export function conflict(message: string): AwsError {
  return new AwsError('ConcurrentModificationException', message);
}

/** @param things such as `registries` */
export function tooMany(things: string): AwsError {
  const message = `More ${things} cannot be created. The maximum limit has been reached.`;
  return new AwsError('ResourceNumberLimitExceededException', message);
}

export function internal(message: string): AwsError {
  return new AwsError('InternalServiceException', message, { status: 500 });
}

/** Clients try again. */
export function unavailable(message: string, cause?: unknown): AwsError {
  return new AwsError('ServiceUnavailableException', message, { status: 503, cause });
}
