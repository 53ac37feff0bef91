import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readNotifyConfig } from '../core/config.ts';
import { withDeadline } from '../core/deadline.ts';
import { functionHandler } from '../core/function-handler.ts';
import { logger } from '../core/telemetry.ts';
import { tracing } from '../core/tracing.ts';
import { postWebhook } from './post-webhook.ts';
import { readEvent } from './read-event.ts';
import { webhookMessage } from './webhook-message.ts';
import { readWebhookUrl } from './webhook-url.ts';

/** Left of the function's time to say what was not done. */
const marginMs = 2000;
/** With Lambda's own two further attempts, a webhook that is away is asked nine times in about three minutes. */
const options = { timeoutMs: 5000, attempts: 3, firstWaitMs: 1000, maximumWaitMs: 4000 };

const { alarmPages } = readNotifyConfig(process.env);

export const handler = functionHandler<unknown, void>(async () => {
  const secrets = new SecretsManagerClient();

  return async (event, context) => {
    const notifications = readEvent(event);
    await withDeadline(context, marginMs, async (deadline) => {
      const url = await readWebhookUrl(secrets, deadline);
      for (const notification of notifications) {
        await postWebhook(url, webhookMessage(notification, alarmPages), options, deadline);
        logger.info('posted to the webhook', { alarm: 'alarm' in notification ? notification.alarm.name : undefined });
      }
    });
  };
}, [tracing]);
