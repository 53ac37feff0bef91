import { awsClientOptions } from '../deployment/aws-clients.ts';
import type { Settings } from '../settings.ts';
import type { Caller } from './operation.ts';

type ClientOptions = ReturnType<typeof awsClientOptions> & {
  readonly requestHandler: object;
  readonly maxAttempts: number;
};

/** Clients of LocalStack in the account and Region of whoever calls, each made once. */
export function clientsOfCaller<Client>(
  settings: Settings,
  make: (options: ClientOptions) => Client,
): (caller: Caller) => Client {
  const made = new Map<string, Client>();
  return ({ account, region }) => {
    const key = `${account} ${region}`;
    const known = made.get(key);
    if (known) return known;
    const options = awsClientOptions(settings);
    // LocalStack takes an access key id of twelve digits for the account.
    const credentials = { ...options.credentials, accessKeyId: account };
    const requestHandler = { connectionTimeout: 1000, requestTimeout: 10_000, throwOnRequestTimeout: true };
    const client = make({ ...options, region, credentials, requestHandler, maxAttempts: 2 });
    made.set(key, client);
    return client;
  };
}
