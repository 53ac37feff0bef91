export interface Backoff {
  readonly firstMs: number;
  readonly maxMs: number;
}

/** The wait before the given retry (1 is the first): exponential up to the limit, the upper half of it by chance. */
export function backoffMs({ firstMs, maxMs }: Backoff, retry: number, random: () => number = Math.random): number {
  const ceiling = Math.min(maxMs, firstMs * 2 ** Math.min(retry - 1, 30));
  return ceiling / 2 + (ceiling / 2) * random();
}
