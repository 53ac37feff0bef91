import { badRequest } from './errors.ts';

interface PageRequest {
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

const most = 100;

/**
 * One page of a list, and the token of the next one if there is more.
 * @throws AwsError BadRequestException for a token or a size that no page has
 */
export function page<Item>(items: readonly Item[], { MaxResults = most, NextToken }: PageRequest) {
  if (!Number.isInteger(MaxResults) || MaxResults < 1 || MaxResults > most) {
    throw badRequest(`MaxResults should be between 1 and ${most}.`);
  }
  const from = NextToken ? readToken(NextToken) : 0;
  const to = from + MaxResults;
  return { items: items.slice(from, to), ...(to < items.length && { NextToken: token(to) }) };
}

function token(from: number): string {
  return Buffer.from(`from ${from}`).toString('base64url');
}

function readToken(text: string): number {
  const [, from] = /^from (\d+)$/.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  if (from === undefined) throw badRequest('The specified nextToken is not valid.');
  return Number(from);
}
