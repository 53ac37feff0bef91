import { AwsError } from '../aws-error.ts';

// Amazon Keyspaces answers 400 to each of them.

export function conflict(message: string): AwsError {
  return new AwsError('ConflictException', message);
}

export function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message);
}

export function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

export function denied(message: string): AwsError {
  return new AwsError('AccessDeniedException', message);
}
