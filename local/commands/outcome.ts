import type { RunResult } from '../../lambdas/fetch-users/fetch-users.ts';
import type { StoredRows } from '../deployment/count-rows.ts';
import { describeMissedDays } from '../deployment/missed-days.ts';
import type { StageTime } from '../progress.ts';
import { describeAddress } from './status.ts';

/** What `npm start` did: also what `--json` prints. */
export interface Outcome {
  readonly run: RunResult;
  readonly rows: StoredRows;
  readonly deadLetters: number;
  /** Days before today that no run has succeeded for. */
  readonly missed: readonly string[];
  readonly stages: readonly StageTime[];
  readonly seconds: number;
  readonly addresses: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const number = (value: number) => value.toLocaleString('en');

/** What `npm start` tells a person at its end. */
export function describeOutcome({ run, rows, deadLetters, missed, stages, seconds, addresses }: Outcome): string {
  const times = stages.map(({ stage, seconds: own }) => `${stage} ${own.toFixed(1)} s`).join(', ');
  const rejected = run.total.rejected > 0 ? ` (${number(run.total.rejected)} rejected)` : '';
  const missedDays = describeMissedDays({ missed });
  const facts = [
    ['fetched', `${number(run.total.fetched)} users of ${run.date}${rejected}${ofWhom(run)}`],
    ['published', `${number(run.total.published)} records to users_created`],
    ['Cassandra', `${number(rows.cassandra)} rows in spark_streams.created_users`],
    ['PostgreSQL', `${number(rows.postgres)} rows in created_users`],
    ['dead letters', number(deadLetters)],
    ...(missedDays ? [['missed', missedDays]] : []),
    ['took', `${seconds.toFixed(1)} s: ${times}`],
  ];
  const places = Object.entries(addresses).map(([name, connection]) => [name, describeAddress(connection)]);
  return `
${rows.cassandra === rows.postgres ? 'The users are in both stores.' : 'The stores differ: look at the rows below.'}

${table(facts)}

${table(places)}

Look at it:    ${addresses.console?.url}
Look further:  npm run status
               npx awslocal lambda invoke --function-name users-fetch --payload '{"users": 100}' answer.json
Stop it all:   npm stop
`;
}

/** Which of the date's runs has brought them, where not this one alone. */
function ofWhom({ repeated, runId, fetched, total }: RunResult): string {
  if (repeated) return `, already fetched by run ${runId}`;
  return fetched < total.fetched ? `, ${number(fetched)} of them now: an earlier run was not done` : '';
}

function table(rows: readonly (readonly (string | undefined)[])[]): string {
  const width = Math.max(...rows.map(([name]) => name?.length ?? 0));
  return rows.map(([name, value]) => `  ${name?.padEnd(width)}  ${value}`).join('\n');
}
