/** A change that somebody asked the console for. */
export interface AuditLine {
  readonly id: string;
  /** ISO 8601 */
  readonly at: string;
  /** Who the console runs as. */
  readonly user: string;
  /** Method and address. */
  readonly change: string;
  /** The body, cut where it is long. */
  readonly asked: string;
  /** Of the answer; null while it is made, and when the console ended before it was done. */
  readonly status: number | null;
}

export interface AuditAnswer {
  /** The newest first: as many as were asked for, or as the file's end holds. */
  readonly lines: readonly AuditLine[];
  /** Lines of the file's end that are none, as when a disk was full. */
  readonly unreadable: number;
  /** Where all of them are. */
  readonly file: string;
}
