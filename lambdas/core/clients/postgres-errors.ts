import pg from 'pg';
import type { StoreProblem } from './store-problem.ts';

/**
 * By the beginning of SQLSTATE, for what does not pass by itself. All else does: a connection that broke or timed out
 * has no code at all, and what a server says of itself (08, 25, 28, 40, 53, 55, 57, 58, XX) passes when it has restarted
 * or failed over, or when the next connection brings a new token.
 */
const problems: readonly (readonly [StoreProblem, RegExp])[] = [
  // Of the values: data, constraints and those of views, what a row or an index can hold, and a trigger's own word.
  ['refused', /^(22|23|44|54|P0001)/],
  // Of what is asked: a statement, or a table or a right that is not there (yet).
  ['unfit', /^(0A|0L|0P|21|2B|2D|3D|3F|42)/],
];

/** @param error of a query of pg, or of the connection that it was to be made on. */
export function postgresProblem(error: unknown): StoreProblem {
  // pg says so that it cannot send a value.
  if (error instanceof TypeError) return 'refused';
  const code = error instanceof pg.DatabaseError ? (error.code ?? '') : '';
  return problems.find(([, codes]) => codes.test(code))?.[0] ?? 'passing';
}
