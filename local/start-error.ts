/** Something a person can put right: its message names the thing and the remedy, and no stack trace is shown. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
