/** Bytes as JSON can show them: as text if they are some, and else in base64. */
export type ShownBytes = { readonly text: string } | { readonly base64: string };

/** Records of one partition, the last one included. */
export interface OffsetRange {
  readonly topic: string;
  readonly partition: number;
  readonly first: number;
  readonly last: number;
}

/** A dead letter without its records. */
export interface LetterLine {
  readonly id: string;
  readonly reason: string;
  /** Cut where it is long. */
  readonly message: string;
  /** Where its records are, or were; none for what is no letter. */
  readonly ranges: readonly OffsetRange[];
  readonly records: number;
  readonly bytes: number;
  /** How often it was published again before; null: only its record's headers say it. */
  readonly replays: number | null;
  /** ISO 8601 */
  readonly failedAt: string;
}

export interface ReasonView {
  readonly reason: string;
  /** Of the letters that were looked at; null where there may be some behind them. */
  readonly letters: number | null;
  /** Null for a reason that nobody has explained. */
  readonly help: ReasonHelp | null;
}

export interface ReasonHelp {
  readonly meaning: string;
  readonly remedy: string;
}

export interface LettersAnswer {
  /** About how many messages the queue has at this moment, and how many of them somebody has received just now. */
  readonly depth: { readonly waiting: number; readonly taken: number };
  /** Null until it was read. */
  readonly list: LetterList | null;
  /** It is being read anew, or waits until a replay has ended. */
  readonly isReading: boolean;
  /** Why it could not be read the last time. */
  readonly problem: string | null;
}

export interface LetterList {
  /** ISO 8601: when it was read. */
  readonly at: string;
  readonly reasons: readonly ReasonView[];
  /** Letters that were looked at, whatever their reason; all that could be received where the list is complete. */
  readonly lookedAt: number;
  readonly complete: boolean;
  /** Of the chosen reason. */
  readonly total: number;
  /** The oldest first: those from `from` on, at most a page of them. */
  readonly letters: readonly LetterLine[];
  readonly from: number;
  readonly pageSize: number;
}

export interface LetterAnswer {
  /** As the list has it; null where it does not. */
  readonly line: LetterLine | null;
  readonly help: ReasonHelp | null;
  /** Null until it was read. */
  readonly whole: WholeLetter | null;
  readonly isReading: boolean;
  /** The queue does not have it now. */
  readonly isGone: boolean;
}

export interface WholeLetter extends LetterLine {
  /** Of the invocation that gave the record up, where the sink did. */
  readonly requestId: string | null;
  /** The letter's own record, or, of a batch, those that the topic still holds. */
  readonly shown: readonly ShownRecord[];
  /** Records of the batch that are not shown: there are too many, or the topic holds them no more. */
  readonly notShown: number;
  /** Of a message that is no letter. */
  readonly body: string | null;
}

export interface ShownRecord {
  readonly partition: number;
  readonly offset: number;
  /** ISO 8601 */
  readonly timestamp: string;
  readonly key: ShownBytes | null;
  /** Without the schema's frame; null is a tombstone. */
  readonly value: ShownBytes | null;
  /** Why there is no value. */
  readonly valueError?: string;
  readonly schemaId?: string;
  readonly headers: readonly (readonly [string, ShownBytes])[];
}

/** What a replay came to, or would come to: the result of its job. */
export interface ReplayOutcome extends Outcome {
  /** Letters. */
  readonly replayed: number;
  readonly refused: number;
}

/** What a discard came to, or would come to: the result of its job. */
export interface DiscardOutcome extends Outcome {
  /** Letters. */
  readonly discarded: number;
}

interface Outcome {
  readonly dryRun: boolean;
  /** That the letters were about. */
  readonly records: number;
  readonly failed: number;
  /** About how many were not looked at. */
  readonly left: number;
  /** ISO 8601: letters of later were left. */
  readonly before: string;
  /** Those that were refused or failed first. */
  readonly letters: readonly LetterOutcome[];
  /** How many more there are. */
  readonly notShown: number;
}

export interface LetterOutcome {
  readonly id: string;
  readonly reason: string;
  readonly action: 'replayed' | 'refused' | 'failed' | 'discarded';
  readonly records: number;
  /** Where the records were taken from. */
  readonly from?: 'topic' | 'letter';
  readonly error?: string;
}

export interface ReplaysAnswer {
  /** The newest first. */
  readonly rows: readonly ReplayRow[];
  /** The last row's id, if there are older ones. */
  readonly older: string | null;
}

/** What became of a letter that was to be replayed or discarded. */
export interface ReplayRow {
  readonly id: string;
  readonly letterId: string;
  readonly topic: string | null;
  readonly partition: number | null;
  readonly offset: string | null;
  readonly records: number;
  readonly reason: string;
  readonly action: LetterOutcome['action'];
  readonly replays: number;
  readonly requestedBy: string;
  readonly requestId: string;
  /** ISO 8601 */
  readonly at: string;
  readonly error: string | null;
}
