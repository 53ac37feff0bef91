import { AwsError } from '../aws-error.ts';

// Amazon Keyspaces answers 400 to each of them.

export const conflict = (message: string) => new AwsError('ConflictException', message);
export const notFound = (message: string) => new AwsError('ResourceNotFoundException', message);
export const invalid = (message: string) => new AwsError('ValidationException', message);
export const denied = (message: string) => new AwsError('AccessDeniedException', message);
