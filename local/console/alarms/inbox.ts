import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import { parseJson, readText } from '../../../lambdas/core/http-answer.ts';
import { readWebhook, receiverToken } from '../../deployment/alarm-webhook.ts';
import { away } from '../problem.ts';
import type { InboxAnswer, Mail } from './answers.ts';

const answerTimeoutMs = 3000;
/** LocalStack keeps a hundred mails, as our extension has it. */
const maximumAnswer = 8 * 1024 * 1024;
const mostMails = 100;
const mostText = 10_000;

const mails = z.object({
  messages: z.array(
    z.object({
      Id: z.string(),
      Timestamp: z.string(),
      Destination: z.object({ ToAddresses: z._default(z.array(z.string()), []) }),
      Subject: z._default(z.string(), ''),
      Body: z.object({ text_part: z.nullish(z.string()) }),
    }),
  ),
});

/** What SNS has mailed, which LocalStack keeps instead of sending it. @throws ConsoleProblem when it does not answer */
export async function readMails(endpoint: string): Promise<Mail[]> {
  const response = await fetch(`${endpoint}/_aws/ses`, { signal: AbortSignal.timeout(answerTimeoutMs) }).catch(
    (error) => {
      throw away('LocalStack', error);
    },
  );
  const tooLong = () => away("LocalStack's inbox", `it is larger than ${maximumAnswer} bytes`);
  const text = await readText(response, maximumAnswer, tooLong);
  // Until the first mail is sent there is no such page, and other emulators have none.
  return mailsOf(response.ok ? parseJson(text) : undefined);
}

/** @param answer of /_aws/ses, the oldest first; none are in anything else */
export function mailsOf(answer: unknown): Mail[] {
  const parsed = mails.safeParse(answer);
  if (!parsed.success) return [];
  return parsed.data.messages
    .slice(-mostMails)
    .reverse()
    .map(({ Id, Timestamp, Destination, Subject, Body }) => ({
      id: Id,
      // It is UTC, and does not say so.
      at: new Date(/(Z|[+-]\d\d:?\d\d)$/.test(Timestamp) ? Timestamp : `${Timestamp}Z`).toISOString(),
      to: Destination.ToAddresses,
      subject: Subject,
      text: (Body.text_part ?? '').slice(0, mostText).toWellFormed(),
    }));
}

export async function webhookOf(secrets: SecretsManagerClient): Promise<InboxAnswer['webhook']> {
  const url = await readWebhook(secrets);
  if (url === undefined) return 'none';
  return receiverToken(url) === undefined ? 'elsewhere' : 'console';
}
