/** A change that somebody asked the console for. */
export interface AuditLine {
  /** ISO 8601 */
  readonly at: string;
  /** Who the console runs as. */
  readonly user: string;
  /** Method and path. */
  readonly change: string;
  /** The body, cut where it is long. */
  readonly asked: string;
  /** Of the answer. */
  readonly status: number;
}

export interface AuditAnswer {
  /** The newest first: as many as were asked for, or as the file's end holds. */
  readonly lines: readonly AuditLine[];
  /** Lines among them that are none, as when a disk was full. */
  readonly unreadable: number;
  /** Where all of them are. */
  readonly file: string;
}
