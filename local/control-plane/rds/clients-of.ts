import { awsClientOptions } from '../../deployment/aws-clients.ts';
import type { Settings } from '../../settings.ts';
import type { Caller } from '../operation.ts';

/** Options for an AWS SDK client that acts for a caller. */
export type ClientsOf = (caller: Caller) => ReturnType<typeof awsClientOptions>;

/** On this stack's LocalStack, which takes the account from the key's id. */
export function localstackClients(settings: Settings): ClientsOf {
  const options = awsClientOptions(settings);
  return ({ account, region }) => ({
    ...options,
    region,
    credentials: { ...options.credentials, accessKeyId: account },
  });
}
