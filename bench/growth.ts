import type { BenchStack } from './bench-stack.ts';
import { startForPoller } from './esm.ts';
import { measureMappings } from './growth/mappings.ts';
import { measurePartitions } from './growth/partitions.ts';
import { measureUsers } from './growth/users.ts';
import { type Measured, type Report, together } from './report.ts';

export const growthParts = ['users', 'partitions', 'mappings'] as const;

const sizes = [10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000];
const partitionCounts = [1, 3, 6, 12, 24, 48];
const mappingCounts = [1, 5, 10, 20, 50];

export interface GrowthOptions {
  /** None: all. */
  readonly parts: readonly string[];
  /** Sizes above it are left out. */
  readonly users: number;
  /** In the topics of partitions and mappings. */
  readonly records: number;
}

/** What more costs: more users, more partitions of a topic, more mappings of a poller. */
export async function benchGrowth(stack: BenchStack, { parts, users, records }: GrowthOptions): Promise<Report> {
  const asked = (part: (typeof growthParts)[number]) => parts.length === 0 || parts.includes(part);
  const measured: Measured[] = [];
  const askedSizes = sizes.filter((size) => size <= users);
  if (asked('users')) measured.push(await measureUsers(stack, askedSizes));
  if (asked('partitions') || asked('mappings')) await startForPoller(stack);
  if (asked('partitions')) measured.push(await measurePartitions(stack, partitionCounts, records));
  if (asked('mappings')) measured.push(await measureMappings(stack, mappingCounts, records));
  return { bench: 'growth', ...together(measured) };
}
