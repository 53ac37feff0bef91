import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Daemon } from '../../../../local/processes/daemon.ts';
import { memoryMib, processStamp } from '../../../../local/processes/process-table.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const stateDir = temporaryDirectory();
const started: Daemon[] = [];

afterEach(async () => {
  for (const daemon of started.splice(0)) await daemon.stop(1000);
});

function launch(name: string, script: string): Daemon {
  const daemon = new Daemon(name, stateDir);
  started.push(daemon);
  daemon.launch({ file: 'sh', args: ['-c', script], env: { PATH: process.env.PATH }, cwd: stateDir });
  return daemon;
}

test('a daemon is found again by its name, writes to its log and ends when asked', async () => {
  const file = join(stateDir, 'is-up');
  const daemon = launch('polite', `echo hello; touch ${file}; exec sleep 60`);
  await daemon.untilReady(async () => expect(existsSync(file)).toBe(true), 5000);

  const pid = new Daemon('polite', stateDir).pid();

  expect(pid).toBeGreaterThan(1);
  expect(memoryMib(pid ?? 0)).toBeGreaterThan(0);
  expect(readFileSync(daemon.logFile, 'utf8')).toBe('hello\n');
  await expect(daemon.stop(5000)).resolves.toBe(true);
  expect(processStamp(pid ?? 0)).toBeUndefined();
  await expect(daemon.stop(5000)).resolves.toBe(false);
});

test('one that will not end is killed', async () => {
  const daemon = launch('stubborn', 'trap "" TERM; echo up; while :; do sleep 1; done');
  await daemon.untilReady(async () => expect(readFileSync(daemon.logFile, 'utf8')).toBe('up\n'), 5000);

  await daemon.stop(200);

  expect(daemon.pid()).toBeUndefined();
});

test('one that ends while starting says its last words', async () => {
  const daemon = launch('broken', 'echo out of cheese; exit 1');

  const waiting = daemon.untilReady(() => Promise.reject(new Error('not yet')), 5000);

  await expect(waiting).rejects.toThrow(/broken ended while starting\.\n.*out of cheese/s);
});

test('one that does not get ready says why, and where to look', async () => {
  const daemon = launch('slow', 'exec sleep 60');

  const waiting = daemon.untilReady(() => Promise.reject(new Error('no answer')), 300);

  await expect(waiting).rejects.toThrow('slow was not ready after 0.3 s (no answer). See npm run logs -- slow.');
});

test('waiting ends with the signal', async () => {
  const daemon = launch('aborted', 'exec sleep 60');

  const waiting = daemon.untilReady(
    () => Promise.reject(new Error('not yet')),
    5000,
    AbortSignal.abort(new Error('interrupted')),
  );

  await expect(waiting).rejects.toThrow('interrupted');
});

test('the pid of another program does not count', () => {
  const daemon = launch('earlier', 'exec sleep 60');
  const file = join(stateDir, 'pids', 'earlier.json');
  const { pid } = JSON.parse(readFileSync(file, 'utf8'));

  writeFileSync(file, JSON.stringify({ pid, stamp: '1' }));

  expect(daemon.pid()).toBeUndefined();
  process.kill(pid);
});

test('a daemon that runs is told from one that would be started in another way, or from other sources', async () => {
  const source = join(stateDir, 'program.ts');
  writeFileSync(source, '1');
  const command = { file: 'sleep', args: ['60'], env: { PATH: process.env.PATH }, cwd: stateDir, sources: [source] };
  const daemon = new Daemon('changing', stateDir);
  started.push(daemon);
  daemon.launch(command);

  expect(daemon.isRunning(command)).toBe(true);
  expect(daemon.isRunning({ ...command, env: { PATH: '/elsewhere:/usr/bin' } })).toBe(true);
  expect(daemon.isRunning({ ...command, args: ['61'] })).toBe(false);
  expect(daemon.isRunning({ ...command, env: { ...command.env, OPTION: '1' } })).toBe(false);
  writeFileSync(source, '2');
  expect(daemon.isRunning(command)).toBe(false);
});
