import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ModifyDBInstanceCommand } from '@aws-sdk/client-rds';
import { awsEnvironment } from '../../../../../local/deployment/aws-clients.ts';
import { partDirectory } from '../../../../../local/install/part.ts';
import { programIn } from '../../../../../local/install/python-environment.ts';
import { virtualEnvironment } from '../../../../../local/services/localstack/localstack-parts.ts';
import { authToken, settings } from './auth-tokens.ts';
import { authority, createInstance, deleteInstances, psql, rds, untilStatus } from './test-instances.ts';

let identifier: string;
let port: number | undefined;

beforeAll(async () => {
  const instance = await createInstance({ EnableIAMDatabaseAuthentication: true, DBName: 'shop' });
  identifier = instance.DBInstanceIdentifier ?? '';
  port = instance.Endpoint?.Port;
  await psql({ port }, "CREATE USER app PASSWORD 'app-password'; GRANT rds_iam TO app");
});

afterAll(deleteInstances);

test('a user with rds_iam signs in by a token, and not by a password', async () => {
  const token = await authToken(port, 'app');

  expect(await psql({ port, user: 'app', password: token, database: 'shop' }, 'SELECT current_user')).toBe('app');

  await expect(psql({ port, user: 'app', password: 'app-password' }, 'SELECT 1')).rejects.toThrow(
    'PAM authentication failed for user "app"',
  );
  await expect(psql({ port, user: 'app', password: token, sslmode: 'disable' }, 'SELECT 1')).rejects.toThrow(
    'pg_hba.conf rejects connection',
  );
});

test("a token is for one user, and other users' sign-in is by password", async () => {
  const token = await authToken(port, 'app');

  await expect(psql({ port, user: 'boss', password: token }, 'SELECT 1')).rejects.toThrow(
    'password authentication failed',
  );
  expect(await psql({ port }, 'SELECT current_user')).toBe('boss');
});

test("a script as AWS's documentation shows it works", async () => {
  const python = programIn(partDirectory(virtualEnvironment, settings.cacheDir), 'python');
  const script = join(import.meta.dirname, 'connect_with_token.py');
  const env = {
    ...awsEnvironment(settings),
    DB_IDENTIFIER: identifier,
    DB_USER: 'app',
    DB_NAME: 'shop',
    CA: authority,
  };

  const { stdout } = await promisify(execFile)(python, [script], { env, timeout: 30_000 });

  expect(stdout.trim()).toBe('app');
});

test('without IAM authentication the password counts again', async () => {
  const change = { DBInstanceIdentifier: identifier, EnableIAMDatabaseAuthentication: false };

  await rds.send(new ModifyDBInstanceCommand(change));

  await untilStatus(identifier, 'available');
  expect(await psql({ port, user: 'app', password: 'app-password' }, 'SELECT current_user')).toBe('app');
});
