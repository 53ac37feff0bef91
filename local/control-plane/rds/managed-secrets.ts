import { randomBytes, randomUUID } from 'node:crypto';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { Clients } from '../clients.ts';
import type { Login } from '../login.ts';
import type { Caller } from '../operation.ts';

export interface ManagedSecret {
  readonly arn: string;
  readonly kmsKeyId?: string;
}

/** The secrets that RDS itself makes for master users, in LocalStack's Secrets Manager. */
export class ManagedSecrets {
  readonly #clients: Clients;

  constructor(clients: Clients) {
    this.#clients = clients;
  }

  async create(
    login: Login,
    instanceArn: string,
    kmsKeyId: string | undefined,
    caller: Caller,
  ): Promise<ManagedSecret> {
    const { ARN = '' } = await this.#client(caller).send(
      new CreateSecretCommand({
        Name: `rds!db-${randomUUID()}`,
        Description: `Secret associated with primary RDS DB instance: ${instanceArn}`,
        SecretString: JSON.stringify(login),
        KmsKeyId: kmsKeyId,
      }),
    );
    return { arn: ARN, ...(kmsKeyId !== undefined && { kmsKeyId }) };
  }

  /** LocalStack forgets its secrets when it ends, which the instances outlive. */
  async isThere({ arn }: ManagedSecret, caller: Caller): Promise<boolean> {
    try {
      await this.#client(caller).send(new DescribeSecretCommand({ SecretId: arn }));
      return true;
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return false;
      throw error;
    }
  }

  async change({ arn }: ManagedSecret, login: Login, caller: Caller): Promise<void> {
    const SecretString = JSON.stringify(login);
    await this.#client(caller).send(new PutSecretValueCommand({ SecretId: arn, SecretString }));
  }

  /** Does nothing when it is gone. */
  async delete({ arn }: ManagedSecret, caller: Caller): Promise<void> {
    try {
      const wanted = { SecretId: arn, ForceDeleteWithoutRecovery: true };
      await this.#client(caller).send(new DeleteSecretCommand(wanted));
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
    }
  }

  #client(caller: Caller): SecretsManagerClient {
    return this.#clients.secretsManager(caller);
  }
}

export function newPassword(): string {
  return randomBytes(24).toString('base64url');
}
