import { escapeIdentifier, escapeLiteral } from 'pg';

/** @param rows of pg_roles and pg_database are looked at first, so that it can be begun again after a failure */
type Query = <Row extends object>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;

export interface Master {
  readonly username: string;
  /** As PostgreSQL keeps a password. */
  readonly verifier: string;
}

/** Membership as a right to hand it on, and nothing else: who has rds_iam itself can only sign in by a token. */
const onlyToGrant = 'WITH ADMIN TRUE, INHERIT FALSE, SET FALSE';

/** The roles that RDS has, and the master user: no superuser, but a member of rds_superuser. */
export async function makeRoles(query: Query, master: Master): Promise<void> {
  const name = escapeIdentifier(master.username);
  const roles = await query('SELECT 1 FROM pg_roles WHERE rolname = $1', [master.username]);
  if (roles.length > 0) return;
  // Several statements at once are one transaction.
  await query(`
    CREATE ROLE rds_superuser NOLOGIN;
    CREATE ROLE rds_iam NOLOGIN;
    CREATE ROLE rds_replication NOLOGIN;
    CREATE ROLE rds_password NOLOGIN;
    GRANT rds_iam, rds_replication, rds_password TO rds_superuser ${onlyToGrant};
    GRANT pg_monitor, pg_signal_backend, pg_checkpoint, pg_use_reserved_connections TO rds_superuser WITH ADMIN OPTION;
    GRANT pg_read_all_data, pg_write_all_data TO rds_superuser ${onlyToGrant};
    CREATE ROLE ${name} LOGIN CREATEDB CREATEROLE PASSWORD ${escapeLiteral(master.verifier)} IN ROLE rds_superuser;
    ALTER DATABASE postgres OWNER TO ${name};
  `);
}

export async function makeDatabase(query: Query, name: string, owner: string): Promise<void> {
  const databases = await query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (databases.length > 0) return;
  await query(`CREATE DATABASE ${escapeIdentifier(name)} OWNER ${escapeIdentifier(owner)}`);
}

export async function changePassword(query: Query, { username, verifier }: Master): Promise<void> {
  await query(`ALTER ROLE ${escapeIdentifier(username)} PASSWORD ${escapeLiteral(verifier)}`);
}

/** Whether the user is told to sign in by a token. */
export async function isIamUser(query: Query, user: string): Promise<boolean> {
  const [row] = await query<{ iam: boolean }>(
    `SELECT pg_has_role(oid, 'rds_iam', 'USAGE') OR pg_has_role(oid, 'rds_iam', 'SET') AS iam
     FROM pg_roles WHERE rolname = $1 AND NOT rolsuper`,
    [user],
  );
  return row?.iam ?? false;
}
