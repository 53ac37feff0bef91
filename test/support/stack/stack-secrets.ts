import { readFileSync } from 'node:fs';
import { GetSecretValueCommand, ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsClientOptions } from '../../../local/deployment/aws-clients.ts';
import { certificateFiles } from '../../../local/services/certificates/certificates.ts';
import { readCredentials } from '../../../local/services/credentials.ts';
import type { Settings } from '../../../local/settings.ts';

export interface StackSecret {
  readonly name: string;
  /** Every form in which it could be written down. */
  readonly forms: readonly string[];
}

/** All that a running stack keeps secret: passwords of its services, private keys, and what Secrets Manager holds. */
export async function stackSecrets(settings: Settings): Promise<StackSecret[]> {
  const { server, clientKey } = certificateFiles(settings.stateDir);
  const passwords = Object.entries(readCredentials(settings.stateDir));
  return [
    ...passwords.map(([name, { password }]) => secretOf(`the password of ${name}`, password)),
    ...[server, clientKey].map((file) => secretOf(`the key in ${file}`, privateKeyIn(file))),
    ...(await managedSecrets(settings)),
  ];
}

/** As it is, and as it is written in base64 or into a URL. */
export function secretOf(name: string, text: string): StackSecret {
  const base64 = Buffer.from(text).toString('base64').replace(/=+$/, '');
  return { name, forms: [...new Set([text, base64, encodeURIComponent(text)])] };
}

/** The line of the key that no certificate and no other key has. */
function privateKeyIn(file: string): string {
  const [, body = ''] = /-----BEGIN PRIVATE KEY-----\s+([^-]+)/.exec(readFileSync(file, 'utf8')) ?? [];
  return body.trim().split(/\s+/)[1] ?? '';
}

async function managedSecrets(settings: Settings): Promise<StackSecret[]> {
  const client = new SecretsManagerClient(awsClientOptions(settings));
  try {
    const { SecretList = [] } = await client.send(new ListSecretsCommand({ MaxResults: 100 }));
    const read = SecretList.map(async ({ ARN, Name }) => {
      const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: ARN }));
      const password = passwordIn(SecretString);
      return password ? secretOf(`the password in ${Name}`, password) : secretOf(`the secret ${Name}`, SecretString);
    });
    return await Promise.all(read);
  } finally {
    client.destroy();
  }
}

/** Of a login; other secrets are texts as they are. */
function passwordIn(secret: string): string | undefined {
  return secret.startsWith('{') ? (JSON.parse(secret) as { readonly password: string }).password : undefined;
}
