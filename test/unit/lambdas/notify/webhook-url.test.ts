import { ResourceNotFoundException } from '@aws-sdk/client-secrets-manager';
import { isWebhookUrl, readWebhookUrl } from '../../../../lambdas/notify/webhook-url.ts';

const never = new AbortController().signal;

function secretsWith(answer: () => Promise<object>) {
  return { send: answer } as unknown as Parameters<typeof readWebhookUrl>[0];
}

test.each([
  'https://hooks.slack.com/services/T0/B0/x',
  'http://127.0.0.1:18083/webhooks/alarms/x',
  'http://[::1]:18083/x',
  'http://console:18083/webhooks/alarms/x',
])('%s may be a webhook', (url) => expect(isWebhookUrl(url)).toBe(true));

test.each(['http://hooks.slack.com/x', 'https://me:secret@example.com/', 'ftp://example.com/x', 'hooks.slack.com', ''])(
  '%s is none',
  (url) => expect(isWebhookUrl(url)).toBe(false),
);

test('the URL is read without the end of the line that a file gives it', async () => {
  const url = readWebhookUrl(
    secretsWith(async () => ({ SecretString: 'https://hooks.slack.com/services/x\n' })),
    never,
  );

  await expect(url).resolves.toBe('https://hooks.slack.com/services/x');
});

test('a secret that is not there is told with the command that makes it', async () => {
  const gone = new ResourceNotFoundException({ message: 'none', $metadata: {} });

  const url = readWebhookUrl(
    secretsWith(() => Promise.reject(gone)),
    never,
  );

  await expect(url).rejects.toThrow(/aws secretsmanager create-secret --name users-pipeline\/alarm-webhook/);
});

test('a secret that is no URL is told without what is in it', async () => {
  const url = readWebhookUrl(
    secretsWith(async () => ({ SecretString: 'http://hooks.slack.com/hunter2' })),
    never,
  );

  await expect(url).rejects.toThrow(/^The secret users-pipeline\/alarm-webhook holds no https URL (?!.*hunter2)/);
});

test('what Secrets Manager itself fails with is passed on', async () => {
  const url = readWebhookUrl(
    secretsWith(() => Promise.reject(new Error('throttled'))),
    never,
  );

  await expect(url).rejects.toThrow('throttled');
});
