import pRetry from 'p-retry';
import type pg from 'pg';
import type { Letter } from './letter.ts';

/** What can become of a letter. The table takes no other word. */
export const auditActions = ['replayed', 'refused', 'failed', 'discarded'] as const;

/** What became of a letter that was to be replayed or discarded: a row of `dead_letter_replays`. */
export interface AuditEntry {
  readonly letter: Letter;
  readonly action: (typeof auditActions)[number];
  /** Records that were published, or that a discarded letter was about. */
  readonly records: number;
  /** How often they have been published again by now. */
  readonly replays: number;
  readonly error?: string;
}

/** Who wants it, and of which invocation. */
export interface AuditOrigin {
  readonly requestedBy: string;
  readonly requestId: string;
}

export interface AuditRow {
  readonly id: string;
  readonly letterId: string;
  readonly topic: string | null;
  readonly partition: number | null;
  readonly offset: string | null;
  readonly records: number;
  readonly reason: string;
  readonly action: AuditEntry['action'];
  readonly replays: number;
  readonly requestedBy: string;
  readonly requestId: string;
  /** ISO 8601 */
  readonly at: string;
  readonly error: string | null;
}

export interface AuditChoice {
  readonly letterId?: string;
  /** Of a row: only those that were written earlier. */
  readonly before?: string;
}

export interface Audit {
  /** @throws Error unless rows can be written: nothing is to be published or deleted that is not kept. */
  check(): Promise<void>;
  write(entries: readonly AuditEntry[], origin: AuditOrigin): Promise<void>;
  /** The last rows, the newest first. */
  last(limit: number, choice?: AuditChoice): Promise<AuditRow[]>;
}

const patience = { retries: 4, minTimeout: 200, maxTimeout: 2000, randomize: true };

export function postgresAudit(pool: Pick<pg.Pool, 'query'>): Audit {
  return {
    async check() {
      await pool.query('SELECT 1 FROM dead_letter_replays LIMIT 1');
    },

    async write(entries, { requestedBy, requestId }) {
      if (entries.length === 0) return;
      const values = [JSON.stringify(entries.map(toRow)), clean(requestedBy), requestId];
      await pRetry(() => pool.query(insertRows, values), patience);
    },

    async last(limit, { letterId, before } = {}) {
      const { rows } = await pool.query(selectRows, [limit, letterId, before]);
      return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
    },
  };
}

const insertRows = `
  INSERT INTO dead_letter_replays
    (letter_id, topic, record_partition, record_offset, records, reason, action, replays, error, requested_by, request_id)
  SELECT letter_id, topic, record_partition, record_offset, records, reason, action, replays, error, $2, $3
  FROM json_to_recordset($1) AS entry
    (letter_id text, topic text, record_partition integer, record_offset bigint, records integer, reason text,
     action text, replays integer, error text)`;

const selectRows = `
  SELECT id, letter_id AS "letterId", topic, record_partition AS "partition", record_offset AS "offset", records, reason,
    action, replays, requested_by AS "requestedBy", request_id AS "requestId", at, error
  FROM dead_letter_replays
  WHERE ($2::text IS NULL OR letter_id = $2) AND ($3::bigint IS NULL OR id < $3)
  ORDER BY id DESC LIMIT $1`;

function toRow({ letter, action, records, replays, error }: AuditEntry) {
  const [range] = letter.ranges;
  return {
    letter_id: clean(letter.id),
    topic: range && clean(range.topic),
    record_partition: range?.partition,
    record_offset: range?.first,
    records,
    reason: clean(letter.reason),
    action,
    replays,
    error: error && clean(error),
  };
}

/** As PostgreSQL can keep it. */
function clean(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD').slice(0, 2000);
}
