import driver from 'cassandra-driver';
import type { StoreProblem } from './store-problem.ts';

const { responseErrorCodes } = driver.types;
const { ArgumentError, NotSupportedError, ResponseError } = driver.errors;

/** What does not pass by itself, by the code of the server's answer. */
const problems: Readonly<Record<number, StoreProblem>> = {
  [responseErrorCodes.invalid]: 'refused',
  [responseErrorCodes.syntaxError]: 'unfit',
  // Of Keyspaces: the role may not, which a change of its policy mends.
  [responseErrorCodes.unauthorized]: 'unfit',
  [responseErrorCodes.configError]: 'unfit',
  [responseErrorCodes.alreadyExists]: 'unfit',
};

/** Has the code of values that are wrong, though it is said of a table or keyspace that is not there (yet). */
const missing = /^(unconfigured table|(key ?space|table) \S+ (does not|doesn't) exist|undefined column name)/i;

/**
 * @param error of cassandra-driver. One without an answer of the server (no host available, a timeout, a busy or broken
 * connection, a sign-in with credentials that have just been replaced) may pass.
 */
export function cassandraProblem(error: unknown): StoreProblem {
  if (error instanceof ResponseError) {
    const problem = problems[error.code] ?? 'passing';
    return problem === 'refused' && missing.test(error.message) ? 'unfit' : problem;
  }
  // The driver says so that it cannot send a value.
  if (error instanceof TypeError || error instanceof ArgumentError) return 'refused';
  return error instanceof NotSupportedError ? 'unfit' : 'passing';
}
