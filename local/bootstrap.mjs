// Runs a program of this repository on its own Node.js 22, after installing the npm packages where they are missing or
// out of date: node local/bootstrap.mjs <file> [arguments]. Plain JavaScript without imports from packages, because it
// is what runs first in a fresh clone, on whatever Node.js the machine has.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const projectDir = join(dirname(fileURLToPath(import.meta.url)), '..');
const node = join(projectDir, 'node_modules', '.bin', 'node');
const lock = join(projectDir, '.local', 'npm-ci.lock');

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(
    `Node.js 20.19 or newer is needed; this is ${process.versions.node}. Install a newer one and run the command again.`,
  );
}

/** npm writes its own copy of the lock file last: older than ours means an older or a half-done install. */
function packagesAreCurrent() {
  const installed = join(projectDir, 'node_modules', '.package-lock.json');
  return (
    existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(projectDir, 'package-lock.json')).mtimeMs
  );
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function takeLock() {
  mkdirSync(dirname(lock), { recursive: true });
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
  } catch {
    const holder = Number(readFileSync(lock, 'utf8'));
    if (holder && isAlive(holder)) fail(`Another process (pid ${holder}) is installing the npm packages. Wait for it.`);
    writeFileSync(lock, String(process.pid));
  }
}

function installPackages() {
  takeLock();
  process.stderr.write('Installing the npm packages (npm ci) ...\n');
  const options = { cwd: projectDir, stdio: ['ignore', 2, 2] };
  const { status, error } = spawnSync('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], options);
  rmSync(lock, { force: true });
  if (error || status !== 0)
    fail('npm ci failed: see above. Check that npm reaches its registry, then run the command again.');
}

if (!packagesAreCurrent()) installPackages();
if (!existsSync(node)) {
  fail(
    `There is no Node.js 22 package for ${process.platform}-${process.arch}. Linux on x64 and arm64 and macOS on x64 have one.`,
  );
}

const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...process.argv.slice(2)], {
  cwd: projectDir,
  stdio: 'inherit',
  env: { ...process.env, PATH: `${dirname(node)}:${process.env.PATH}` },
});
// The program below decides what a signal means; a terminal sends it one itself, another process may send it only here.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (!process.stdin.isTTY || signal !== 'SIGINT') child.kill(signal);
  });
}
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
