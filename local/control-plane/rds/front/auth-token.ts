import { createHash, createHmac } from 'node:crypto';

/** What a token must be for. */
export interface TokenUse {
  /** Of the endpoint. */
  readonly port: number;
  /** Under which clients know the endpoint's host. */
  readonly hosts: readonly string[];
  readonly region: string;
  readonly user: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const form = /^([\w.-]{1,255}):(\d{1,5})\/\?([^#]*)$/;
const credentialForm = /^(\w{1,128})\/(\d{8})\/([a-z0-9-]+)\/rds-db\/aws4_request$/;
const dateForm = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
const longestLifeSeconds = 900;
// For tokens of a machine whose clock is fast; the life of a token is not made longer.
const clockSkewMs = 5 * 60 * 1000;

/** The emulator takes any pair of keys; this is the one that its documentation gives, so its secret is known. */
const documentedKey = { id: 'test', secret: 'test' };

/**
 * Checks a token of RDS's IAM authentication: a presigned URL for `rds-db:connect`, without its scheme. The signature
 * itself is checked for the documented key only.
 * @returns what is wrong, in words that do not quote the token; undefined for a good one
 */
export function checkAuthToken(token: string, use: TokenUse): string | undefined {
  const [, host = '', port, query] = form.exec(token) ?? [];
  if (query === undefined) return 'it has not the form HOST:PORT/?PARAMETERS';
  const pairs = [...new URLSearchParams(query)];
  const parameters = new Map(pairs);
  const parameter = (name: string) => parameters.get(name) ?? '';
  const [, key, day, region] = credentialForm.exec(parameter('X-Amz-Credential')) ?? [];
  const date = parameter('X-Amz-Date');
  const signature = parameter('X-Amz-Signature');
  return firstProblem([
    [use.hosts.includes(host), 'it is for another host'],
    [Number(port) === use.port, 'it is for another port'],
    [parameters.size === pairs.length, 'it gives a parameter twice'],
    [parameter('Action') === 'connect', 'its action is not connect'],
    [parameter('DBUser') === use.user, 'it is for another user'],
    [parameter('X-Amz-Algorithm') === 'AWS4-HMAC-SHA256', 'its algorithm is not AWS4-HMAC-SHA256'],
    [parameter('X-Amz-SignedHeaders') === 'host', 'it signs other headers than the host'],
    [key !== undefined, 'its credential is not one for rds-db'],
    [region === use.region, 'it is for another region'],
    [date.startsWith(`${day}T`), 'its credential is not of the day of its date'],
    ...lifeChecks(date, parameter('X-Amz-Expires'), use.now),
    [/^[0-9a-f]{64}$/.test(signature), 'it has no signature'],
    [key !== documentedKey.id || signature === sign(token, parameters), 'its signature does not match'],
  ]);
}

type Check = readonly [holds: boolean, otherwise: string];

function firstProblem(checks: readonly Check[]): string | undefined {
  return checks.find(([holds]) => !holds)?.[1];
}

function lifeChecks(date: string, expires: string, now: number): Check[] {
  const signed = Date.parse(date.replace(dateForm, '$1-$2-$3T$4:$5:$6Z'));
  const seconds = Number(expires);
  return [
    [dateForm.test(date) && !Number.isNaN(signed), 'its date is none'],
    [
      /^\d+$/.test(expires) && seconds > 0 && seconds <= longestLifeSeconds,
      `it is not for 1 to ${longestLifeSeconds} s`,
    ],
    [signed <= now + clockSkewMs, 'it is of the future'],
    [now < signed + seconds * 1000, 'it has expired'],
  ];
}

/** The signature that the documented key makes: AWS Signature Version 4 of a GET without a body. */
function sign(token: string, parameters: ReadonlyMap<string, string>): string {
  const host = token.slice(0, token.indexOf('/'));
  const query = [...parameters]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map((pair) => pair.map(uriEncode).join('='))
    .sort()
    .join('&');
  const request = ['GET', '/', query, `host:${host}`, '', 'host', sha256('')].join('\n');
  const [, ...scope] = (parameters.get('X-Amz-Credential') ?? '').split('/');
  const toSign = ['AWS4-HMAC-SHA256', parameters.get('X-Amz-Date'), scope.join('/'), sha256(request)].join('\n');
  const key = scope.reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${documentedKey.secret}`);
  return hmac(key, toSign).toString('hex');
}

/** As RFC 3986 has it: encodeURIComponent leaves five characters that it reserves. */
function uriEncode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
