import type { MiddlewareHandler } from 'hono';

const ownSites: readonly (string | undefined)[] = ['same-origin', 'none', undefined];

/**
 * What /api tells is for the console's own page, for a person, and for programs. Another page cannot read an answer, but
 * how long one takes would tell it what is stored, and asking costs time.
 */
export const ownReaders: MiddlewareHandler = async (context, next) => {
  if (ownSites.includes(context.req.header('sec-fetch-site'))) return next();
  return context.json({ error: 'Pages of other sites may ask nothing here.' }, 403);
};
