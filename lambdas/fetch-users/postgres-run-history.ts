import { randomUUID } from 'node:crypto';
import pRetry from 'p-retry';
import pg from 'pg';
import { postgresProblem } from '../core/clients/postgres-errors.ts';
import { RunLostError } from '../core/errors.ts';
import type { Page } from './plan-pages.ts';
import type { RunRequest } from './read-event.ts';
import { type Beginning, keptRejections, type Run, type RunHistory, type RunRecord } from './run-history.ts';
import * as statements from './run-statements.ts';

/** Waits for about a minute in all. */
const patience = { retries: 9, minTimeout: 200, maxTimeout: 10_000, randomize: true };

type Pool = Pick<pg.Pool, 'query'>;

/** In the tables `pipeline_runs` and `pipeline_run_pages`; a database that is away for some seconds costs no run. */
export function postgresRunHistory(pool: Pool): RunHistory {
  const insist = <Result>(work: () => Promise<Result>) => pRetry(work, { ...patience, shouldRetry: mayPass });
  const query = (text: string, values: unknown[]) => insist(() => pool.query(text, values));
  /** @throws RunLostError where no row is this owner's. */
  const ownRow = async (text: string, { runId, owner }: Run, ...values: unknown[]) => {
    const { rows } = await query(text, [runId, owner, ...values]);
    if (rows[0] === undefined) throw new RunLostError(`${runId} is done by another invocation now, or has ended.`);
    return rows[0];
  };
  return {
    begin(request) {
      // Chosen once: where the answer of a statement is lost, what it did is found again.
      const owner = randomUUID();
      return insist(() => beginOnce(pool, request, owner));
    },
    async renew({ runId, owner }) {
      // Not insisted on: the next sign of life is due soon.
      return (await pool.query(statements.renewLease, [runId, owner])).rowCount === 1;
    },
    async keepPage(run, { number, size }, { fetched, published, rejected, rejections }) {
      const kept = JSON.stringify(rejections.slice(0, keptRejections));
      await ownRow(statements.insertPage, run, number, size, fetched, published, rejected, kept);
    },
    async handOver(run, continuation) {
      return recordOf(await ownRow(statements.handOverRun, run, continuation));
    },
    async succeed(run) {
      return recordOf(await ownRow(statements.succeedRun, run));
    },
    async fail({ runId, owner }, { name, message }) {
      await query(statements.failRun, [runId, owner, `${name}: ${message}`]);
    },
  };
}

async function beginOnce(pool: Pool, request: RunRequest, owner: string): Promise<Beginning> {
  const { date, users, trigger, rerun, continues } = request;
  const begun = async ({ run_id: runId }: Row): Promise<Beginning> => {
    const { rows } = await pool.query<Page>(statements.selectPages, [date, users]);
    return { run: { runId, owner }, done: rows };
  };
  if (continues) {
    const taken = await pool.query<Row>(statements.takeHandedOver, [continues.runId, continues.number, owner]);
    if (taken.rows[0]) return begun(taken.rows[0]);
  }
  await pool.query(statements.failDeadRun, [date, users]);
  const [latest] = (await pool.query<Row>(statements.selectLatestRun, [date, users])).rows;
  if (latest?.owner === owner) return begun(latest);
  if (latest && stands(latest, rerun)) return { earlier: recordOf(latest) };
  const statement = rerun ? statements.insertRun.anew : statements.insertRun.goingOn;
  const [inserted] = (await pool.query<Row>(statement, [date, users, trigger, owner])).rows;
  return begun(inserted as Row);
}

/** Whether a run leaves nothing to do for another one of its date. */
function stands({ state }: Row, rerun: boolean): boolean {
  if (state === 'running' || state === 'continued') return true;
  return state !== 'failed' && !rerun;
}

interface Row extends Omit<RunRecord, 'runId' | 'date' | 'total'> {
  readonly run_id: string;
  readonly logical_date: string;
  readonly total_fetched: number;
  readonly total_published: number;
  readonly total_rejected: number;
  readonly owner?: string | null;
}

function recordOf(row: Row): RunRecord {
  const { attempt, asked, state, fetched, published, rejected } = row;
  const total = { fetched: row.total_fetched, published: row.total_published, rejected: row.total_rejected };
  const counts = { fetched, published, rejected };
  return { runId: row.run_id, date: row.logical_date, attempt, asked, state, ...counts, total };
}

/** Another run of the date has begun at the same moment: the next look finds it. */
const uniqueViolation = '23505';

function mayPass({ error }: { error: Error }): boolean {
  if (error instanceof RunLostError) return false;
  if (error instanceof pg.DatabaseError && error.code === uniqueViolation) return true;
  return postgresProblem(error) === 'passing';
}
