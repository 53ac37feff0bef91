import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { processStamp } from '../../local/processes/process-table.ts';
import { readSettings } from '../../local/settings.ts';
import { type RunningCommand, runCommand, startCommand } from '../support/command.ts';
import { portOffset, projectDir } from '../support/stack/stack.ts';

/** A third stack, which these tests never let come up. */
const env = { PIPELINE_STATE_DIR: join('.local', 'test-interruption'), PORT_OFFSET: String(portOffset + 3000) };
const settings = readSettings(env, projectDir);

afterEach(async () => {
  await runCommand(['reset'], env);
  rmSync(settings.stateDir, { recursive: true, force: true });
});

/** As Ctrl-C does: to every process of the terminal's foreground group. */
function pressCtrlC({ child }: RunningCommand): void {
  process.kill(-(child.pid ?? 0), 'SIGINT');
}

function runningServices(): string[] {
  const folder = join(settings.stateDir, 'pids');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((file) => {
    const { pid, stamp } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    return processStamp(pid) === stamp;
  });
}

test('Ctrl-C in the middle of npm start leaves nothing running', async () => {
  const command = startCommand(['start'], env);
  await command.wrote('Starting cassandra');
  await command.wrote('Starting control-plane: running');
  expect(runningServices()).not.toEqual([]);

  pressCtrlC(command);
  const { stderr } = await command.result;

  expect(stderr).toContain('Stopped. Installed parts and data are kept');
  expect(runningServices()).toEqual([]);
});

test('a second npm start at the same time is told of the first', async () => {
  const first = startCommand(['start'], env);
  await first.wrote('Starting kafka');

  const { code, stderr } = await runCommand(['start'], env);
  pressCtrlC(first);
  await first.result;

  expect(code).toBe(1);
  expect(stderr).toMatch(/Another process \(pid \d+\) is starting the stack in .*test-interruption/);
});

test('a taken port is named with its owner before anything is started', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(settings.ports.cassandra, '127.0.0.1', resolve));

  const { code, stderr } = await runCommand(['start'], env);
  await new Promise((resolve) => server.close(resolve));

  expect(code).toBe(1);
  expect(stderr).toMatch(
    new RegExp(
      `Port ${settings.ports.cassandra} \\(cassandra\\) is taken by .+ \\(pid ${process.pid}\\).*CASSANDRA_PORT=`,
    ),
  );
  expect(runningServices()).toEqual([]);
});

test.each([
  ['Python', { PYTHON: 'no-such-python', PYENV_ROOT: '/nonexistent' }, /Python 3\.13, with venv is needed/],
  ['Maven', { PATH: '/usr/bin-without-maven' }, /Maven 3\.8 or newer is needed; none was found\. Install Maven/],
])('without %s it says what to install', async (_, machine, message) => {
  const node = join(projectDir, 'node_modules', '.bin', 'node');
  const path = 'PATH' in machine ? { PATH: machine.PATH } : { PATH: process.env.PATH };

  const { code, stderr } = await runWith(node, { ...env, ...machine, ...path });

  expect(code).toBe(1);
  expect(stderr).toMatch(message);
});

/** The program itself, where the machine lacks what npm and its shell need. */
async function runWith(node: string, environment: NodeJS.ProcessEnv) {
  const { spawnSync } = await import('node:child_process');
  const { status, stderr } = spawnSync(node, [join(projectDir, 'local', 'cli.ts'), 'start'], {
    cwd: projectDir,
    env: { HOME: process.env.HOME, ...environment },
    encoding: 'utf8',
  });
  return { code: status, stderr };
}
