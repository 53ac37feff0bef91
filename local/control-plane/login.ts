/** What a secret of Secrets Manager holds for whoever signs in somewhere. */
export interface Login {
  readonly username: string;
  readonly password: string;
}

/** @returns the login that a secret holds as JSON, if it does: what it holds is in no message */
export function readLogin(secret: string): Login | undefined {
  const { username, password } = parse(secret);
  return typeof username === 'string' && typeof password === 'string' ? { username, password } : undefined;
}

function parse(secret: string): { readonly username?: unknown; readonly password?: unknown } {
  try {
    return JSON.parse(secret) ?? {};
  } catch {
    // The message of a syntax error quotes the secret.
    return {};
  }
}
