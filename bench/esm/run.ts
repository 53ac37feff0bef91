/** What one contender took, from its first record to the commit of its last. */
export interface Run {
  readonly seconds: number;
  /** Of its own process. */
  readonly cpuSeconds: number;
}
