import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface Login {
  readonly username: string;
  readonly password: string;
}

/** The logins of the local services: of Kafka, and of Cassandra for a person and for the administrator who made that one. */
export interface Credentials {
  readonly kafka: Login;
  readonly cassandra: Login;
  readonly cassandraAdministrator: Login;
}

const usernames: Readonly<Record<keyof Credentials, string>> = {
  kafka: 'users_pipeline',
  cassandra: 'users_pipeline',
  cassandraAdministrator: 'administrator',
};

/** Reads the stack's credentials; what is not there yet is drawn by lot, readable by its owner only. */
export function readCredentials(stateDir: string): Credentials {
  const file = join(stateDir, 'credentials.json');
  const kept: Partial<Credentials> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const names = Object.keys(usernames) as (keyof Credentials)[];
  const drawn = names.filter((name) => kept[name] === undefined);
  const logins = names.map((name) => [name, kept[name] ?? { username: usernames[name], password: password() }]);
  const credentials = Object.fromEntries(logins) as Credentials;
  if (drawn.length > 0) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
  }
  return credentials;
}

function password(): string {
  return randomBytes(18).toString('base64url');
}
