import type { ConnectionPoolConfiguration, ConnectionPoolConfigurationInfo, UserAuthConfig } from '@aws-sdk/client-rds';
import { invalid } from '../errors.ts';
import { given } from '../rules.ts';

/** @returns them with the defaults @throws AwsError InvalidParameterValue */
export function requireAuth(auth: readonly UserAuthConfig[] = []): UserAuthConfig[] {
  if (auth.length === 0) throw invalid('The parameter Auth must be provided and must not be blank.');
  return auth.map((one) => {
    const { AuthScheme: scheme = 'SECRETS', IAMAuth = 'DISABLED', SecretArn = '' } = one;
    if (scheme !== 'SECRETS') throw invalid(`Invalid AuthScheme: ${scheme}. Must be SECRETS`);
    if (!['DISABLED', 'REQUIRED'].includes(IAMAuth)) {
      throw invalid(`Invalid IAMAuth: ${IAMAuth}. Must be one of DISABLED, REQUIRED`);
    }
    if (!/^arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:.+$/.test(SecretArn)) {
      throw invalid(`Invalid secret ARN: ${SecretArn}`);
    }
    return {
      ...one,
      AuthScheme: 'SECRETS',
      IAMAuth,
      ClientPasswordAuthType: one.ClientPasswordAuthType ?? 'POSTGRES_SCRAM_SHA_256',
    };
  });
}

/** @returns seconds @throws AwsError InvalidParameterValue */
export function requireIdleTimeout(seconds = 1800): number {
  if (seconds >= 1 && seconds <= 28_800) return seconds;
  throw invalid(`Invalid IdleClientTimeout: ${seconds}. Must be between 1 and 28800`);
}

/** @throws AwsError InvalidParameterValue */
export function requireRole(arn: string): string {
  if (/^arn:aws:iam::\d{12}:role\/.+$/.test(arn)) return arn;
  throw invalid(`Invalid IAM role ARN: ${arn}`);
}

/** @returns what is asked on top of what there is @throws AwsError InvalidParameterValue */
export function requirePool(
  asked: ConnectionPoolConfiguration = {},
  old: ConnectionPoolConfigurationInfo = usualPool,
): ConnectionPoolConfigurationInfo {
  const pool: ConnectionPoolConfigurationInfo = { ...old, ...given(asked) };
  const { MaxConnectionsPercent: most = 0, MaxIdleConnectionsPercent: idle = 0, ConnectionBorrowTimeout = 0 } = pool;
  requireBetween('MaxConnectionsPercent', most, 1, 100);
  requireBetween('MaxIdleConnectionsPercent', idle, 0, most);
  requireBetween('ConnectionBorrowTimeout', ConnectionBorrowTimeout, 0, 300);
  return pool;
}

const usualPool: ConnectionPoolConfigurationInfo = {
  MaxConnectionsPercent: 100,
  MaxIdleConnectionsPercent: 50,
  ConnectionBorrowTimeout: 120,
  SessionPinningFilters: [],
};

function requireBetween(name: string, value: number, least: number, most: number): void {
  if (value >= least && value <= most) return;
  throw invalid(`Invalid ${name}: ${value}. Must be between ${least} and ${most}`);
}
