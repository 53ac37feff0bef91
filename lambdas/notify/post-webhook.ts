import { setTimeout as sleep } from 'node:timers/promises';
import { WebhookError } from '../core/errors.ts';
import { mayPass } from '../core/http-answer.ts';
import type { WebhookMessage } from './webhook-message.ts';

export interface PostOptions {
  /** Of each attempt, until the answer's status is there. */
  readonly timeoutMs: number;
  readonly attempts: number;
  /** The longest wait before the second attempt; twice as long before each further one. */
  readonly firstWaitMs: number;
  /** At most so long is waited, whatever the webhook asks for. */
  readonly maximumWaitMs: number;
}

/**
 * Posts the message, and again what may pass: no answer in time, 408, 429 and 5xx. Waits a random part of a time that
 * doubles, or as long as the webhook asks. A redirect is refused, for it would take the message elsewhere.
 * @throws WebhookError after the last attempt, or at once for what would not pass; it never has the URL
 */
export async function postWebhook(
  url: string,
  message: WebhookMessage,
  options: PostOptions,
  deadline: AbortSignal,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const problem = await postOnce(url, message, options.timeoutMs, deadline);
    if (!problem) return;
    deadline.throwIfAborted();
    if (!problem.retryable || attempt >= options.attempts) throw problem;
    const longest = Math.min(options.firstWaitMs * 2 ** (attempt - 1), options.maximumWaitMs);
    const wait =
      problem.retryAfterMs > 0 ? Math.min(problem.retryAfterMs, options.maximumWaitMs) : Math.random() * longest;
    await sleep(wait, undefined, { signal: deadline });
  }
}

async function postOnce(
  url: string,
  message: WebhookMessage,
  timeoutMs: number,
  deadline: AbortSignal,
): Promise<WebhookError | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
      redirect: 'manual',
      signal: AbortSignal.any([deadline, AbortSignal.timeout(timeoutMs)]),
    });
    await response.body?.cancel();
    if (response.ok) return undefined;
    const retryAfterMs = 1000 * Number(response.headers.get('retry-after')) || 0;
    return new WebhookError(`The webhook answered ${response.status}.`, {
      retryable: mayPass(response.status),
      retryAfterMs,
    });
  } catch (error) {
    // Its cause may name the host; its message is only that there was no answer.
    const { name, cause } = error as Error;
    const code = (cause as NodeJS.ErrnoException | undefined)?.code ?? name;
    return new WebhookError(`The webhook does not answer: ${code}.`, { retryable: true });
  }
}
