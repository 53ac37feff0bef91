export const dataFormats = ['AVRO', 'JSON', 'PROTOBUF'] as const;
export type DataFormat = (typeof dataFormats)[number];

export const compatibilities = [
  ...(['NONE', 'DISABLED', 'BACKWARD', 'BACKWARD_ALL'] as const),
  ...(['FORWARD', 'FORWARD_ALL', 'FULL', 'FULL_ALL'] as const),
];
export type Compatibility = (typeof compatibilities)[number];

export interface Metadata {
  readonly key: string;
  readonly value: string;
  /** An ISO text, as all instants here. */
  readonly created: string;
}

export interface SchemaVersion {
  /** A UUID. */
  readonly id: string;
  /** Counted from 1; that of a deleted version is not given out again. */
  readonly number: number;
  /** Its version in Apicurio, which has the definition and counts on its own. */
  readonly stored: string;
  /** Why Apicurio finds it incompatible, if it does. */
  readonly incompatible?: string;
  readonly created: string;
  /** Until when it is PENDING. */
  readonly settles: string;
  /** The one added last comes last. */
  readonly metadata: readonly Metadata[];
}

export interface Schema {
  readonly arn: string;
  readonly registry: string;
  readonly name: string;
  readonly description?: string;
  readonly format: DataFormat;
  readonly compatibility: Compatibility;
  /** The number of the version from which on all are compared, where all are. */
  readonly checkpoint: number;
  readonly nextVersion: number;
  readonly created: string;
  readonly updated: string;
  readonly tags: Readonly<Record<string, string>>;
  /** In the order of their numbers. */
  readonly versions: readonly SchemaVersion[];
}

export function statusOf({ settles, incompatible }: SchemaVersion, now = Date.now()) {
  if (now < Date.parse(settles)) return 'PENDING';
  return incompatible === undefined ? 'AVAILABLE' : 'FAILURE';
}

/** The last one that is AVAILABLE. */
export function latestVersion({ versions }: Schema, now = Date.now()): SchemaVersion | undefined {
  return versions.findLast((version) => statusOf(version, now) === 'AVAILABLE');
}

/** What a new version is compared with, and how; none where nothing is compared. */
export function comparison({ compatibility, checkpoint, versions }: Schema) {
  const [level, all] = compatibility.split('_') as ['NONE' | 'DISABLED' | 'BACKWARD' | 'FORWARD' | 'FULL', 'ALL'?];
  if (level === 'NONE' || level === 'DISABLED') return undefined;
  const accepted = versions.filter(({ incompatible }) => incompatible === undefined);
  return { level, versions: all ? accepted.filter(({ number }) => number >= checkpoint) : accepted.slice(-1) };
}
