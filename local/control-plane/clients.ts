import { EC2Client } from '@aws-sdk/client-ec2';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsClientOptions } from '../deployment/aws-clients.ts';
import type { Settings } from '../settings.ts';
import type { Caller } from './operation.ts';

/** What a caller has in other services of LocalStack; the clients are kept, and with them their connections. */
export interface Clients {
  ec2(caller: Caller): EC2Client;
  secretsManager(caller: Caller): SecretsManagerClient;
}

const requestHandler = { connectionTimeout: 2000, requestTimeout: 20_000, throwOnRequestTimeout: true };

export function localstackClients(settings: Settings): Clients {
  const options = awsClientOptions(settings);
  const optionsOf = ({ account, region }: Caller) => ({
    ...options,
    region,
    // LocalStack takes an access key id of twelve digits for the account.
    credentials: { ...options.credentials, accessKeyId: account },
    requestHandler,
    maxAttempts: 2,
  });
  return {
    ec2: perCaller((caller) => new EC2Client(optionsOf(caller))),
    secretsManager: perCaller((caller) => new SecretsManagerClient(optionsOf(caller))),
  };
}

function perCaller<Client>(make: (caller: Caller) => Client): (caller: Caller) => Client {
  const clients = new Map<string, Client>();
  return (caller) => {
    const key = `${caller.account} ${caller.region}`;
    const client = clients.get(key) ?? make(caller);
    clients.set(key, client);
    return client;
  };
}
