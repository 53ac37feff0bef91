import { connections } from './stack.ts';

/** What an SDK client needs to reach the tests' LocalStack. */
export function clientSettings() {
  return {
    endpoint: connections().localstack.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: '000000000000', secretAccessKey: 'test' },
  };
}
