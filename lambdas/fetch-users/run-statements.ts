import { keptRejections } from './run-history.ts';

/**
 * How long a run is believed to be alive after its last sign of life. Shorter than the minute after which Lambda tries
 * an asynchronous event again: the retry of a function that was killed finds a lease that has ended.
 */
const lease = `now() + interval '45 seconds'`;

/** A continuation comes at once, but for a throttled account. */
const leaseOfHandOver = `now() + interval '10 minutes'`;

const record = `run_id, logical_date::text, attempt, asked, state, fetched, published, rejected,
  total_fetched, total_published, total_rejected`;

/** Of the date and the number of users in $1 and $2: the dead run, if there is one. */
export const failDeadRun = `
  UPDATE pipeline_runs
  SET state = 'failed', error = 'It ended without saying so.', ended_at = now(), owner = NULL
  WHERE logical_date = $1::date AND asked = $2 AND state IN ('running', 'continued') AND lease_until < now()`;

/** Takes the run $1, which has been handed over with the number $2, for the owner $3; a second time changes nothing. */
export const takeHandedOver = `
  UPDATE pipeline_runs SET state = 'running', owner = $3, lease_until = ${lease}
  WHERE run_id = $1 AND ((state = 'continued' AND continuations = $2) OR owner = $3)
  RETURNING ${record}`;

export const selectLatestRun = `
  SELECT ${record}, owner FROM pipeline_runs WHERE logical_date = $1::date AND asked = $2
  ORDER BY attempt DESC LIMIT 1`;

const insert = `
  INSERT INTO pipeline_runs (run_id, logical_date, attempt, trigger, state, asked, owner, lease_until)
  SELECT $1::text || '.' || next.attempt, $1::date, next.attempt, $3, 'running', $2, $4, ${lease}
  FROM (SELECT coalesce(max(attempt), 0) + 1 AS attempt FROM pipeline_runs WHERE logical_date = $1::date) AS next
  RETURNING ${record}`;

/** Of the date $1 with $2 users, by the trigger $3 for the owner $4. */
export const insertRun = { goingOn: insert, anew: forgetting(insert) };

/** Forgets the pages in the same statement: a run that does not begin forgets none. */
function forgetting(statement: string): string {
  return `
  WITH forgotten AS (DELETE FROM pipeline_run_pages WHERE logical_date = $1::date AND asked = $2)
  ${statement}`;
}

export const selectPages = `
  SELECT page AS number, size FROM pipeline_run_pages WHERE logical_date = $1::date AND asked = $2`;

export const renewLease = `UPDATE pipeline_runs SET lease_until = ${lease} WHERE run_id = $1 AND owner = $2`;

/**
 * Keeps the page $3 of size $4 with its counts ($5, $6, $7) and rejections ($8), and adds them to the run $1 of the owner
 * $2: both or none, and once only, however often it is asked for.
 */
export const insertPage = `
  WITH run AS (
    SELECT run_id, logical_date, asked FROM pipeline_runs WHERE run_id = $1 AND owner = $2 FOR UPDATE
  ), page AS (
    INSERT INTO pipeline_run_pages AS kept (logical_date, asked, page, size, fetched, published, rejected, run_id)
    SELECT logical_date, asked, $3::int, $4::int, $5::int, $6::int, $7::int, run_id FROM run
    ON CONFLICT (logical_date, asked, page) DO UPDATE
    SET size = excluded.size, fetched = excluded.fetched, published = excluded.published,
      rejected = excluded.rejected, run_id = excluded.run_id, published_at = now()
    WHERE kept.run_id <> excluded.run_id
    RETURNING run_id
  ), counted AS (
    UPDATE pipeline_runs
    SET fetched = fetched + $5, published = published + $6, rejected = rejected + $7,
      rejections = jsonb_path_query_array(rejections || $8::jsonb, '$[0 to ${keptRejections - 1}]'),
      lease_until = ${lease}
    WHERE run_id IN (SELECT run_id FROM page)
  )
  SELECT run_id FROM run`;

const sumsOfDate = `
  SELECT coalesce(sum(page.fetched), 0)::int AS fetched, coalesce(sum(page.published), 0)::int AS published,
    coalesce(sum(page.rejected), 0)::int AS rejected
  FROM pipeline_runs AS this JOIN pipeline_run_pages AS page USING (logical_date, asked) WHERE this.run_id = $1`;

/** Writes the date's sums with what else there is to write of the run $1 of the owner $2. */
function updateWithSums(assignments: string): string {
  return `
  WITH sums AS (${sumsOfDate})
  UPDATE pipeline_runs AS run
  SET total_fetched = sums.fetched, total_published = sums.published, total_rejected = sums.rejected, ${assignments}
  FROM sums WHERE run_id = $1 AND owner = $2
  RETURNING run_id, logical_date::text, attempt, asked, state, run.fetched, run.published, run.rejected,
    total_fetched, total_published, total_rejected`;
}

export const succeedRun = updateWithSums(`
  state = CASE WHEN sums.rejected > 0 THEN 'degraded' ELSE 'succeeded' END, ended_at = now(), lease_until = NULL`);

/** @param $3 why */
export const failRun = updateWithSums(`state = 'failed', error = $3, ended_at = now(), lease_until = NULL`);

/** @param $3 the number of the next invocation */
export const handOverRun = updateWithSums(`
  state = 'continued', continuations = $3::int, lease_until = ${leaseOfHandOver}`);
