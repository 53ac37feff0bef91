import { hostOf } from '../services/hosts.ts';
import type { Settings } from '../settings.ts';

export const region = 'us-east-1';
/** LocalStack's, for credentials that name none. */
export const account = '000000000000';

/** LocalStack takes any credentials; these are its documented ones. */
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Options for any AWS SDK client, to reach this stack's LocalStack, or what stands in for it. */
export function awsClientOptions(settings: Settings) {
  return { region, credentials, endpoint: awsEndpoint(settings) };
}

/** The environment in which awslocal, cdklocal and the AWS CLI reach the same. */
export function awsEnvironment(settings: Settings, env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const endpoint = awsEndpoint(settings);
  return {
    ...env,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_S3: endpoint,
  };
}

/** Where the APIs of AWS are answered. */
export function awsEndpoint(settings: Pick<Settings, 'ports' | 'containers' | 'emulatorEndpoint'>): string {
  return settings.emulatorEndpoint ?? `http://${hostOf('localstack', settings)}:${settings.ports.localstack}`;
}

/** The command with which a person reads what a function wrote. */
export function functionLogCommand(functionName: string): string {
  return `npx awslocal logs filter-log-events --log-group-name /aws/lambda/${functionName} --query 'events[].message' --output text`;
}
