import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { ConfigurationError } from '../core/errors.ts';
import { webhookSecret } from './webhook-secret.ts';

/**
 * Read anew for each alarm: there are few, and another URL counts at once.
 * @throws ConfigurationError that says how the secret is made, and never what is in it
 */
export async function readWebhookUrl(
  secrets: Pick<SecretsManagerClient, 'send'>,
  signal: AbortSignal,
): Promise<string> {
  const command = new GetSecretValueCommand({ SecretId: webhookSecret });
  try {
    const { SecretString = '' } = await secrets.send(command, { abortSignal: signal });
    // From a file it has the end of its line.
    const url = SecretString.trim();
    if (isWebhookUrl(url)) return url;
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    const create = `aws secretsmanager create-secret --name ${webhookSecret} --secret-string file://FILE`;
    throw new ConfigurationError(`There is no secret ${webhookSecret} with the webhook's URL: ${create}`);
  }
  const put = `aws secretsmanager put-secret-value --secret-id ${webhookSecret} --secret-string file://FILE`;
  throw new ConfigurationError(`The secret ${webhookSecret} holds no https URL without a login: ${put}`);
}

/** Over the internet it has to be https; a host without a dot, or an address of this machine, is at hand. */
export function isWebhookUrl(text: string): boolean {
  const url = URL.parse(text);
  if (url?.username !== '' || url.password !== '') return false;
  const isNear = url.hostname === '127.0.0.1' || url.hostname === '[::1]' || /^[a-z0-9-]+$/.test(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isNear);
}
