import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as z from 'zod/mini';
import { readWebhook, receiverPath, receiverToken } from '../../deployment/alarm-webhook.ts';
import type { Sources } from '../sources/sources.ts';
import type { WebhookPost } from './answers.ts';

const mostPosts = 100;
const maximumBody = 64 * 1024;
const mostText = 10_000;

const post = z.object({ text: z.string().check(z.minLength(1)) });

/** What the receiver has got while this console runs. */
export class Posts {
  #posts: WebhookPost[] = [];
  #id = 0;

  add(text: string): void {
    this.#id += 1;
    const kept = { id: this.#id, at: new Date().toISOString(), text: text.slice(0, mostText).toWellFormed() };
    this.#posts = [kept, ...this.#posts].slice(0, mostPosts);
  }

  /** The newest first. */
  get all(): readonly WebhookPost[] {
    return this.#posts;
  }
}

/** Takes what Slack's incoming webhooks take, from whoever has the URL, and answers as they do. */
export function receiverRoutes({ aws }: Pick<Sources, 'aws'>, posts: Posts): Hono {
  const routes = new Hono();
  routes.post(`${receiverPath}:token`, bodyLimit({ maxSize: maximumBody }), async (context) => {
    const url = await aws(({ secrets }) => readWebhook(secrets));
    const token = url === undefined ? undefined : receiverToken(url);
    if (token === undefined || !isSame(token, context.req.param('token'))) return context.text('invalid_token', 403);
    const body = post.safeParse(await context.req.json().catch(() => undefined));
    if (!body.success) return context.text('invalid_payload', 400);
    posts.add(body.data.text);
    return context.text('ok');
  });
  return routes;
}

function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
