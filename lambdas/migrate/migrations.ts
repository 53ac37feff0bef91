/** A change of the database's tables, made once. A migration that was deployed is never edited: add the next one. */
export interface Migration {
  readonly number: number;
  readonly title: string;
  readonly sql: string;
}

export const migrations: readonly Migration[] = [
  {
    number: 1,
    title: 'users, and when deleted ones were deleted',
    sql: `
      CREATE TABLE created_users (
        id uuid PRIMARY KEY,
        first_name text NOT NULL,
        last_name text NOT NULL,
        gender text NOT NULL,
        address text NOT NULL,
        post_code text NOT NULL,
        email text NOT NULL,
        username text NOT NULL,
        dob timestamptz NOT NULL,
        registered_date timestamptz NOT NULL,
        phone text NOT NULL,
        picture text NOT NULL,
        version bigint NOT NULL
      );
      -- By hash, because a B-tree takes no value above 2,704 bytes.
      CREATE INDEX created_users_email ON created_users USING hash (email);
      CREATE TABLE deleted_users (id uuid PRIMARY KEY, version bigint NOT NULL);
    `,
  },
  {
    number: 2,
    title: 'runs of the pipeline',
    sql: `
      CREATE TABLE pipeline_runs (
        run_id text PRIMARY KEY,
        logical_date date NOT NULL,
        attempt integer NOT NULL,
        trigger text NOT NULL CHECK (trigger IN ('schedule', 'manual', 'backfill')),
        state text NOT NULL CHECK (state IN ('running', 'succeeded', 'failed')),
        asked integer NOT NULL,
        fetched integer NOT NULL DEFAULT 0,
        published integer NOT NULL DEFAULT 0,
        rejected integer NOT NULL DEFAULT 0,
        rejections jsonb NOT NULL DEFAULT '[]',
        error text,
        started_at timestamptz NOT NULL DEFAULT now(),
        ended_at timestamptz,
        UNIQUE (logical_date, attempt)
      );
      CREATE INDEX pipeline_runs_started_at ON pipeline_runs (started_at DESC);
    `,
  },
  {
    number: 3,
    title: 'what each run has done: its pages, its lease, and who goes on with it',
    sql: `
      ALTER TABLE pipeline_runs
        DROP CONSTRAINT pipeline_runs_state_check,
        ADD CONSTRAINT pipeline_runs_state_check
          CHECK (state IN ('running', 'continued', 'succeeded', 'degraded', 'failed')),
        -- The invocation that does the run; nobody else may write its row and its pages.
        ADD COLUMN owner text,
        -- A run under way whose lease has ended is one whose function was killed.
        ADD COLUMN lease_until timestamptz,
        -- How many times the function has invoked itself to go on.
        ADD COLUMN continuations integer NOT NULL DEFAULT 0,
        -- What the whole date has, by this run and those before it; the other counts are this run's own.
        ADD COLUMN total_fetched integer NOT NULL DEFAULT 0,
        ADD COLUMN total_published integer NOT NULL DEFAULT 0,
        ADD COLUMN total_rejected integer NOT NULL DEFAULT 0;
      UPDATE pipeline_runs
      SET total_fetched = fetched, total_published = published, total_rejected = rejected
      WHERE state = 'succeeded';
      -- They have no lease that could end.
      UPDATE pipeline_runs SET state = 'failed', error = 'It ended without saying so.', ended_at = now()
      WHERE state = 'running';
      CREATE UNIQUE INDEX pipeline_runs_under_way ON pipeline_runs (logical_date, asked)
        WHERE state IN ('running', 'continued');
      -- A page is here when the brokers have its records: a run that goes on leaves it out.
      CREATE TABLE pipeline_run_pages (
        logical_date date NOT NULL,
        asked integer NOT NULL,
        page integer NOT NULL,
        size integer NOT NULL,
        fetched integer NOT NULL,
        published integer NOT NULL,
        rejected integer NOT NULL,
        run_id text NOT NULL REFERENCES pipeline_runs,
        published_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (logical_date, asked, page)
      );
    `,
  },
  {
    number: 4,
    title: 'what became of dead letters that were to be replayed',
    sql: `
      CREATE TABLE dead_letter_replays (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        letter_id text NOT NULL,
        topic text,
        -- Of the first record, where the letter is about several.
        record_partition integer,
        record_offset bigint,
        records integer NOT NULL,
        reason text NOT NULL,
        action text NOT NULL CHECK (action IN ('replayed', 'refused', 'failed')),
        -- How often the record has been published again, this time included.
        replays integer NOT NULL,
        requested_by text NOT NULL,
        request_id text NOT NULL,
        at timestamptz NOT NULL DEFAULT now(),
        error text
      );
      CREATE INDEX dead_letter_replays_letter_id ON dead_letter_replays USING hash (letter_id);
    `,
  },
  {
    number: 5,
    title: 'users by what people look for: the newest, a last name, a user name',
    sql: `
      CREATE INDEX created_users_version ON created_users (version);
      -- Of beginnings only: many rows share an entry then, and storing a user costs half of what whole names would cost.
      -- In the order of bytes, whatever the database's own is: only that order serves a beginning.
      CREATE INDEX created_users_last_name ON created_users ((lower(left(last_name, 16)) COLLATE "C"));
      CREATE INDEX created_users_username ON created_users ((lower(left(username, 10)) COLLATE "C"));
    `,
  },
  {
    number: 6,
    title: 'dead letters that were discarded',
    sql: `
      ALTER TABLE dead_letter_replays
        DROP CONSTRAINT dead_letter_replays_action_check,
        ADD CONSTRAINT dead_letter_replays_action_check
          CHECK (action IN ('replayed', 'refused', 'failed', 'discarded'));
    `,
  },
];
