import { chown, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runInstaller } from '../../install/run-installer.ts';
import { serverUser } from './server-user.ts';

interface NewDataDirectory {
  /** Where the programs are. */
  readonly bin: string;
  readonly dataDir: string;
  readonly superuser: { readonly username: string; readonly password: string };
  /** For initdb, on top of those that every server has. */
  readonly options?: readonly string[];
}

/** Makes a new data directory, with password login for everybody; what stood there is deleted. */
export async function initialise({ bin, dataDir, superuser, options = [] }: NewDataDirectory): Promise<void> {
  const passwordFile = `${dataDir}.password`;
  const user = serverUser();
  await rm(dataDir, { recursive: true, force: true });
  // The mode is for this directory only: a parent shut in the same way would shut the server's user out.
  await mkdir(dirname(dataDir), { recursive: true });
  await mkdir(dataDir, { mode: 0o700 });
  await writeFile(passwordFile, superuser.password, { mode: 0o600 });
  for (const path of user ? [dataDir, passwordFile] : []) await chown(path, user?.uid ?? 0, user?.gid ?? 0);
  const login = [`--username=${superuser.username}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  const format = ['--encoding=UTF8', '--locale=C.UTF-8', '--data-checksums', '--no-instructions'];
  try {
    await runInstaller(join(bin, 'initdb'), ['-D', dataDir, ...login, ...format, ...options], {
      ...user,
      cwd: dataDir,
      timeoutMs: 60_000,
      remedy: 'Run npm run reset, then npm start.',
    });
  } finally {
    await rm(passwordFile, { force: true });
  }
}
