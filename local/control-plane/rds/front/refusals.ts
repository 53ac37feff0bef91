import type { Refusal } from './messages.ts';

/** Who is refused. */
export interface Client {
  /** The address that it connects from. */
  readonly host: string;
  readonly user: string;
  readonly database: string;
}

/** The words in which a client hears that it cannot sign in. */
export interface Refusals {
  /** TLS is required and is not used. */
  withoutTls(client: Client): Refusal;
  /** The user signs in by a token, which may not cross the network in the clear. */
  tokenWithoutTls(client: Client): Refusal;
  badToken(client: Client): Refusal;
  tooManyConnections(maximum: number): Refusal;
  serverUnreachable(): Refusal;
}

/** Of a DB instance: PostgreSQL's own. */
export const instanceRefusals: Refusals = {
  withoutTls: (client) => invalidAuthorization(`no pg_hba.conf entry for ${inTheClear(client)}`),
  tokenWithoutTls: (client) => invalidAuthorization(`pg_hba.conf rejects connection for ${inTheClear(client)}`),
  badToken: ({ user }) => invalidAuthorization(`PAM authentication failed for user "${user}"`),
  tooManyConnections: () => ({ message: 'sorry, too many clients already', sqlState: '53300' }),
  serverUnreachable: () => ({ message: 'the database system is not accepting connections', sqlState: '57P03' }),
};

/** Of an RDS Proxy. */
export const proxyRefusals: Refusals = {
  withoutTls: () => invalidAuthorization('This RDS Proxy requires TLS connections'),
  tokenWithoutTls: () => invalidAuthorization('IAM authentication is allowed only with SSL connections.'),
  badToken: ({ user }) =>
    invalidAuthorization(
      `The IAM authentication failed for the role ${user}. Check the IAM token for this role and try again.`,
    ),
  tooManyConnections: (maximum) => ({
    message: `The maximum number of client connections to the proxy exceeded ${maximum}.`,
    sqlState: '53300',
  }),
  serverUnreachable: () => ({ message: 'Timed-out waiting to acquire database connection', sqlState: '08000' }),
};

function inTheClear({ host, user, database }: Client): string {
  return `host "${host}", user "${user}", database "${database}", no encryption`;
}

function invalidAuthorization(message: string): Refusal {
  return { message, sqlState: '28000' };
}
