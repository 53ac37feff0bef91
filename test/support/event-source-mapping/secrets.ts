import { randomUUID } from 'node:crypto';
import { CreateSecretCommand, DeleteSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientSettings } from '../stack/client-settings.ts';
import { afterTest } from './clean-up.ts';

const secretsManager = new SecretsManagerClient(clientSettings());

/** A secret until the test is over. @returns its ARN */
export async function createSecret(value: object): Promise<string> {
  const { ARN } = await secretsManager.send(
    new CreateSecretCommand({ Name: `poller-test-${randomUUID()}`, SecretString: JSON.stringify(value) }),
  );
  afterTest(() => secretsManager.send(new DeleteSecretCommand({ SecretId: ARN, ForceDeleteWithoutRecovery: true })));
  return ARN ?? '';
}
