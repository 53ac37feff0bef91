import { randomBytes } from 'node:crypto';
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { webhookSecret } from '../../lambdas/notify/webhook-secret.ts';
import { hostForFunctions } from '../services/hosts.ts';
import type { Settings } from '../settings.ts';
import { awsClientOptions } from './aws-clients.ts';

/** Of the console's own receiver; a token comes behind it, which nobody else has. */
export const receiverPath = '/webhooks/alarms/';

/** Makes the console the webhook of the alarms, unless somebody has named another. */
export async function leadAlarmsToConsole(settings: Settings): Promise<void> {
  const secrets = new SecretsManagerClient(awsClientOptions(settings));
  const receiver = `http://${hostForFunctions('console', settings)}:${settings.ports.console}${receiverPath}`;
  try {
    const present = await readWebhook(secrets);
    if (present === undefined) {
      const description = 'The URL to which the alarms of users-pipeline are posted, as to a webhook of Slack.';
      const SecretString = receiver + randomBytes(24).toString('base64url');
      await secrets.send(new CreateSecretCommand({ Name: webhookSecret, Description: description, SecretString }));
      return;
    }
    const token = receiverToken(present);
    // The console may have moved to another port since.
    if (token === undefined || present === receiver + token) return;
    await secrets.send(new PutSecretValueCommand({ SecretId: webhookSecret, SecretString: receiver + token }));
  } finally {
    secrets.destroy();
  }
}

/** Where alarms are posted now. */
export async function readWebhook(secrets: Pick<SecretsManagerClient, 'send'>): Promise<string | undefined> {
  try {
    return (await secrets.send(new GetSecretValueCommand({ SecretId: webhookSecret }))).SecretString;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

/** The token of the console's receiver, if the URL is of such a one. */
export function receiverToken(url: string): string | undefined {
  const path = URL.parse(url.trim())?.pathname ?? '';
  return path.startsWith(receiverPath) ? path.slice(receiverPath.length) || undefined : undefined;
}
