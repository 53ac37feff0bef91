type Query = (text: string, values: unknown[]) => Promise<{ readonly rows: unknown[] }>;

/**
 * Forgets the runs of today and later: a date that is done is left alone, whoever began it.
 * @returns the database's time before that
 */
export async function forgetRunsSinceToday(query: Query): Promise<Date> {
  const [{ now }] = (await query('SELECT now()', [])).rows as [{ now: Date }];
  for (const table of ['pipeline_run_pages', 'pipeline_runs']) {
    await query(`DELETE FROM ${table} WHERE logical_date >= $1`, [now.toISOString().slice(0, 10)]);
  }
  return now;
}
