import { awsEnvironment } from '../../../../../local/deployment/aws-clients.ts';
import { readSettings } from '../../../../../local/settings.ts';
import { runProgram } from '../../../../support/command.ts';
import { projectDir, stackEnvironment } from '../../../../support/stack/stack.ts';

export const settings = readSettings({ ...process.env, ...stackEnvironment }, projectDir);

/** A token as AWS's command line makes it. */
export async function authToken(port: number | undefined, username: string): Promise<string> {
  const address = ['--hostname', '127.0.0.1', '--port', String(port), '--username', username];
  const args = ['rds', 'generate-db-auth-token', ...address];
  const { code, stdout, stderr } = await runProgram('awslocal', args, awsEnvironment(settings));
  if (code !== 0) throw new Error(`There is no token: ${stderr}`);
  return stdout.trim();
}
