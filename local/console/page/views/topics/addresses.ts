/** Parts of an address that name one message, whatever list is beside it. */
const messageParts = ['partition', 'offset'] as const;

/** The schemas have the address that a topic of their name would have: that one is asked for by a tab. */
export function topicAddress(name: string, query: URLSearchParams | string = ''): string {
  const parts = new URLSearchParams(query);
  if (name === 'schemas' && !parts.has('tab')) parts.set('tab', 'messages');
  return parts.size > 0 ? `/topics/${encodeURIComponent(name)}?${parts}` : `/topics/${encodeURIComponent(name)}`;
}

/** Of a message beside what the query shows. */
export function messageAddress(topic: string, query: URLSearchParams, partition: number, offset: number): string {
  const parts = new URLSearchParams(query);
  parts.set('partition', String(partition));
  parts.set('offset', String(offset));
  return topicAddress(topic, parts);
}

export function withoutMessage(query: URLSearchParams): URLSearchParams {
  const parts = new URLSearchParams(query);
  for (const name of messageParts) parts.delete(name);
  return parts;
}

export function topicApi(topic: string, path = ''): string {
  return `/api/topics/${encodeURIComponent(topic)}${path}`;
}

/** A copy with only these parts. */
export function pick(query: URLSearchParams, names: readonly string[]): URLSearchParams {
  return new URLSearchParams([...query].filter(([name]) => names.includes(name)));
}
