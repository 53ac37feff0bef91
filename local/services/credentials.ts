import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface Login {
  readonly username: string;
  readonly password: string;
}

/** The logins of the local stores: of the pipeline itself, and of the administrator who made it. */
export interface Credentials {
  readonly cassandra: Login;
  readonly cassandraAdministrator: Login;
  readonly postgres: Login;
  readonly postgresAdministrator: Login;
}

/** Reads the stack's credentials; at the first start they are drawn by lot, readable by their owner only. */
export function readCredentials(stateDir: string): Credentials {
  const file = join(stateDir, 'credentials.json');
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    const drawn: Credentials = {
      cassandra: { username: 'users_pipeline', password: password() },
      cassandraAdministrator: { username: 'administrator', password: password() },
      postgres: { username: 'users_pipeline', password: password() },
      postgresAdministrator: { username: 'administrator', password: password() },
    };
    writeFileSync(file, `${JSON.stringify(drawn, null, 2)}\n`, { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Credentials;
}

function password(): string {
  return randomBytes(18).toString('base64url');
}
