import type { ModifyDBInstanceMessage } from '@aws-sdk/client-rds';
import type { Caller } from '../../operation.ts';
import { type ManagedSecret, type ManagedSecrets, newPassword } from '../managed-secrets.ts';
import { type Instance, instanceArn } from './instance.ts';

/** @returns the password that the server is to take over, if it is another one, and the secret that holds it */
export async function masterLogin(
  request: ModifyDBInstanceMessage,
  old: Instance,
  secrets: ManagedSecrets,
  caller: Caller,
): Promise<{ secret: ManagedSecret | undefined; password?: string }> {
  const username = old.masterUsername;
  if (request.ManageMasterUserPassword === false && old.secret) {
    await secrets.delete(old.secret, caller);
    return { secret: undefined, password: request.MasterUserPassword };
  }
  if (request.MasterUserPassword !== undefined) return { secret: old.secret, password: request.MasterUserPassword };
  const password = newPassword();
  const isThere = old.secret !== undefined && (await secrets.isThere(old.secret, caller));
  if (request.ManageMasterUserPassword && !isThere) {
    const kmsKeyId = request.MasterUserSecretKmsKeyId ?? old.secret?.kmsKeyId;
    return { secret: await secrets.create({ username, password }, instanceArn(old), kmsKeyId, caller), password };
  }
  if (request.RotateMasterUserPassword && old.secret) {
    await secrets.change(old.secret, { username, password }, caller);
    return { secret: old.secret, password };
  }
  return { secret: old.secret };
}
