import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { awsClientOptions } from '../../local/deployment/aws-clients.ts';
import { readSettings } from '../../local/settings.ts';
import { collectOutput } from '../support/command.ts';
import { eventually } from '../support/eventually.ts';
import { portOffset, projectDir } from '../support/stack/stack.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const minutes = 60_000;

// Before the directory is removed, which is done in the order in which it is asked for.
afterAll(async () => {
  await once(run('reset').child, 'close');
  lambda.destroy();
}, minutes);

/** A checkout of its own, whose sources may be changed, with a stack of its own. */
const checkout = temporaryDirectory();
const env = { ...process.env, PIPELINE_STATE_DIR: join(checkout, '.local'), PORT_OFFSET: String(portOffset + 3000) };
const settings = readSettings(env, checkout);
const lambda = new LambdaClient(awsClientOptions(settings));
const handler = join(checkout, 'lambdas', 'fetch-users', 'handler.ts');

beforeAll(() => {
  const sources = ['cdk', 'lambdas', 'local', 'cdk.json', 'package.json', 'package-lock.json', 'tsconfig.json'];
  for (const source of sources) cpSync(join(projectDir, source), join(checkout, source), { recursive: true });
  symlinkSync(join(projectDir, 'node_modules'), join(checkout, 'node_modules'));
});

/** Without what installs the packages, which would replace those of the project. */
function run(command: string) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'local/cli.ts', command], {
    cwd: checkout,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { child, written: collectOutput(child) };
}

async function codeOf(FunctionName: string): Promise<string | undefined> {
  return (await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }))).CodeSha256;
}

function consolePid(): number {
  return JSON.parse(readFileSync(join(settings.stateDir, 'pids', 'console.json'), 'utf8')).pid;
}

test(
  'what is changed is deployed or restarted, what is wrong is told, and Ctrl-C ends only the watching',
  async () => {
    const { child, written } = run('dev');
    const ended = once(child, 'close');
    const endedEarly = ended.then(() => Promise.reject(new Error(`It ended: ${written.stderr}`)));
    // At the end nobody waits for it.
    endedEarly.catch(() => undefined);
    /** Counted, because the same lines come after each change. */
    const wrote = (text: string, times: number) => {
      const counted = async () => expect(written.stdout.split(text).length - 1).toBe(times);
      return Promise.race([eventually(counted, 4 * minutes), endedEarly]);
    };
    await wrote('Ctrl-C ends that', 1);
    const original = readFileSync(handler, 'utf8');
    const [fetchCode, sinkCode] = [await codeOf('users-fetch'), await codeOf('users-sink')];

    appendFileSync(handler, "\nconsole.info('changed');\n");
    await wrote('Up to date after', 1);
    expect(written.stdout).toContain('lambdas/fetch-users/handler.ts changed.');
    expect(await codeOf('users-fetch')).not.toBe(fetchCode);
    expect(await codeOf('users-sink')).toBe(sinkCode);

    appendFileSync(handler, 'this is no TypeScript;\n');
    await wrote('Watching for the next change.', 2);
    expect(written.stderr).toMatch(/handler\.ts/);
    expect(written.stdout.split('Up to date after')).toHaveLength(2);

    writeFileSync(handler, original);
    await wrote('Up to date after', 2);
    expect(await codeOf('users-fetch')).toBe(fetchCode);

    const before = consolePid();
    appendFileSync(join(checkout, 'local', 'console', 'cli.ts'), '// changed\n');
    await wrote('Up to date after', 3);
    expect(consolePid()).not.toBe(before);

    child.kill('SIGINT');
    const [code] = await ended;
    expect({ code, end: written.stdout.trimEnd().split('\n').at(-1) }).toEqual({
      code: 0,
      end: 'No longer watching. The pipeline goes on: npm stop ends it.',
    });
    expect(await codeOf('users-fetch')).toBe(fetchCode);
  },
  12 * minutes,
);
