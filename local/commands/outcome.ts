import type { RunResult } from '../../lambdas/fetch-users/fetch-users.ts';
import type { StoredRows } from '../deployment/count-rows.ts';
import type { StageTime } from '../progress.ts';
import { describeAddress } from './status.ts';

/** What `npm start` did: also what `--json` prints. */
export interface Outcome {
  readonly run: RunResult;
  readonly rows: StoredRows;
  readonly deadLetters: number;
  readonly stages: readonly StageTime[];
  readonly seconds: number;
  readonly addresses: Readonly<Record<string, unknown>>;
}

const number = (value: number) => value.toLocaleString('en');

/** What `npm start` tells a person at its end. */
export function describeOutcome({ run, rows, deadLetters, stages, seconds, addresses }: Outcome): string {
  const times = stages.map(({ stage, seconds: own }) => `${stage} ${own.toFixed(1)} s`).join(', ');
  const rejected = run.rejected > 0 ? ` (${number(run.rejected)} rejected)` : '';
  const facts = [
    ['fetched', `${number(run.fetched)} users of ${run.date}${rejected}`],
    ['published', `${number(run.published)} records to users_created`],
    ['Cassandra', `${number(rows.cassandra)} rows in spark_streams.created_users`],
    ['PostgreSQL', `${number(rows.postgres)} rows in created_users`],
    ['dead letters', number(deadLetters)],
    ['took', `${seconds.toFixed(1)} s: ${times}`],
  ];
  const places = Object.entries(addresses).map(([name, connection]) => [
    name,
    describeAddress(connection as Readonly<Record<string, unknown>>),
  ]);
  return `
${rows.cassandra === rows.postgres ? 'The users are in both stores.' : 'The stores differ: look at the rows below.'}

${table(facts)}

${table(places)}

Look further:  npm run status
               npx awslocal lambda invoke --function-name users-fetch --payload '{"users": 100}' answer.json
Stop it all:   npm stop
`;
}

function table(rows: readonly (readonly (string | undefined)[])[]): string {
  const width = Math.max(...rows.map(([name]) => name?.length ?? 0));
  return rows.map(([name, value]) => `  ${name?.padEnd(width)}  ${value}`).join('\n');
}
