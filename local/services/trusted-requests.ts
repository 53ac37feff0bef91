import { isIP } from 'node:net';
import type { MiddlewareHandler } from 'hono';

/** What a request's headers say of whoever sent it; a browser sets all three, and no page can change them. */
export interface Sender {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** Sec-Fetch-Site. */
  readonly site: string | undefined;
}

const readingMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];
const ownSites: readonly string[] = ['same-origin', 'none'];

/**
 * Why a server that is for this machine alone must not answer, if so. A web page can let a name of its own lead to
 * 127.0.0.1 (DNS rebinding), which then is the request's host; and it can send changes to a server whose answers it
 * cannot read, which then tell another origin.
 * @param names by which the server is known besides localhost and addresses
 */
export function refusalOf(sender: Sender, names: readonly string[]): string | undefined {
  const { method, host = '', origin, site } = sender;
  if (!isOwnName(hostnameOf(host), names)) return `${host} is no name of this server.`;
  if (readingMethods.includes(method)) return undefined;
  const isFromPage = origin !== undefined && URL.parse(origin)?.host !== host;
  const isFromSite = site !== undefined && !ownSites.includes(site);
  return isFromPage || isFromSite ? 'Pages of other sites may change nothing here.' : undefined;
}

/** Answers 403 before anything is done for whoever `refusalOf` refuses. */
export function trustedRequests(names: readonly string[] = []): MiddlewareHandler {
  return async (context, next) => {
    const { method, url } = context.req;
    const header = (name: string) => context.req.header(name);
    const host = header('host') ?? new URL(url).host;
    const refusal = refusalOf({ method, host, origin: header('origin'), site: header('sec-fetch-site') }, names);
    if (refusal !== undefined) return context.json({ error: refusal }, 403);
    return next();
  };
}

function hostnameOf(host: string): string {
  return URL.parse(`http://${host}`)?.hostname ?? '';
}

function isOwnName(hostname: string, names: readonly string[]): boolean {
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(address) !== 0 || hostname === 'localhost' || names.includes(hostname);
}
