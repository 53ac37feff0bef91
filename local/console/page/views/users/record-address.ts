/** Of a message in the view of topics. */
export function recordAddress(
  topic: string,
  { partition, offset }: { readonly partition: number; readonly offset: number },
): string {
  return `/topics/${encodeURIComponent(topic)}?${new URLSearchParams({ partition: String(partition), offset: String(offset) })}`;
}
