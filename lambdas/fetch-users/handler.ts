import { readApiConfig } from '../core/config.ts';
import { fetchHandler } from './fetch-handler.ts';
import { randomUserApi } from './random-user-api.ts';

const { url } = readApiConfig(process.env);

export const handler = fetchHandler(
  randomUserApi({ url, timeoutMs: 60_000, retries: 5, firstRetryMs: 500, maxRetryMs: 30_000 }),
);
