/** A subject in the list: the name under which versions of a schema are registered. */
export interface SubjectView {
  readonly subject: string;
  readonly versions: number;
  readonly latest: number | null;
  /** Of the latest version. */
  readonly format: string | null;
  /** What a new version must be to those before it, such as BACKWARD. */
  readonly compatibility: string;
}

export interface SubjectsAnswer {
  readonly subjects: readonly SubjectView[];
  /** Of those that match; more than are shown where there are many. */
  readonly total: number;
  readonly registry: string;
}

export interface SchemaVersion {
  readonly version: number;
  /** By which records name it. */
  readonly id: number;
  readonly format: string;
  /** JSON with an indent, or as it is registered. */
  readonly text: string;
  readonly references: readonly { readonly name: string; readonly subject: string; readonly version: number }[];
}

export interface SubjectAnswer {
  readonly subject: string;
  readonly compatibility: string;
  /** The newest first. */
  readonly versions: readonly number[];
  readonly chosen: SchemaVersion;
  /** With which it is compared. */
  readonly other: SchemaVersion | null;
}
