import { spawn } from 'node:child_process';
import { partDirectory } from '../../../local/install/part.ts';
import { programIn } from '../../../local/install/python-environment.ts';
import { virtualEnvironment } from '../../../local/services/localstack/localstack-parts.ts';
import { readSettings } from '../../../local/settings.ts';
import { collectOutput } from '../command.ts';
import { connections, projectDir } from '../stack/stack.ts';

const timeoutMs = 60_000;

/** Runs a Python program that calls the tests' LocalStack by boto3. @returns what it has printed, as JSON */
export async function runBoto3(program: string): Promise<unknown> {
  const { cacheDir } = readSettings(process.env, projectDir);
  const child = spawn(programIn(partDirectory(virtualEnvironment, cacheDir), 'python'), ['-c', program], {
    env: {
      ...process.env,
      AWS_ENDPOINT_URL: connections().localstack.endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: 'us-east-1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeoutMs,
  });
  const written = collectOutput(child);
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`The program ended with ${code}:\n${written.stderr}`);
  return JSON.parse(written.stdout);
}
