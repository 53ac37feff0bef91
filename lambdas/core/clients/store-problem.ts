/** What an error of a store's driver says of the same request, sent again. */
export type StoreProblem =
  /** It may succeed: the store was away, busy, restarting or failing over, or the login was out of date. */
  | 'passing'
  /** It succeeds when somebody mends the deployment: a table or a right is missing, or the statement is wrong. */
  | 'unfit'
  /** It never succeeds: the store does not take these values. */
  | 'refused';
