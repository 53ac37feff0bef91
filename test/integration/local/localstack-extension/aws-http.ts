import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { connections } from '../../../support/stack/stack.ts';

/** Calls an AWS API whose SDK client is not installed; LocalStack reads the service off the signature, unchecked. */
async function call(service: string, headers: Record<string, string>, body: string): Promise<string> {
  const scope = `000000000000/20260101/us-east-1/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
  // Not fetch: that refuses some ports that LocalStack may have.
  const sending = request(connections().localstack.endpoint, {
    method: 'POST',
    headers: { authorization, ...headers },
    timeout: 30_000,
  });
  sending.on('timeout', () => sending.destroy(new Error(`${service} does not answer.`)));
  sending.end(body);
  const [response] = (await once(sending, 'response')) as [IncomingMessage];
  const answer = await text(response);
  if (response.statusCode !== 200) throw new Error(`${service} answered ${response.statusCode}: ${answer}`);
  return answer;
}

/** A service with the query protocol: returns its XML. */
export function query(service: string, Version: string, parameters: Record<string, string>): Promise<string> {
  const body = new URLSearchParams({ Version, ...parameters }).toString();
  return call(service, { 'content-type': 'application/x-www-form-urlencoded' }, body);
}

/** A service with the JSON protocol. */
export async function json(service: string, target: string, parameters: unknown): Promise<unknown> {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
  return JSON.parse(await call(service, headers, JSON.stringify(parameters)));
}

export function xmlValues(xml: string, element: string): string[] {
  return [...xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))].map(([, value]) => value ?? '');
}
