import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { verdictOf } from './audit-report.ts';
import { lockFiles } from './locks.ts';

// Asks npm's registry what is known of every locked package. It ends with 1 for a known hole of high or critical severity,
// and with 0 where the registry does not answer, saying so: not every registry has this, and a check of a change must not
// depend on one.
const projectDir = join(import.meta.dirname, '..');
const npmLocks = lockFiles(projectDir).filter(({ file }) => file.endsWith('package-lock.json'));

for (const { file, packages } of npmLocks) {
  const { stdout } = spawnSync('npm', ['audit', '--json', '--package-lock-only', '--audit-level=high'], {
    cwd: dirname(join(projectDir, file)),
    encoding: 'utf8',
    timeout: 120_000,
    maxBuffer: 64 * 1_048_576,
  });
  const verdict = verdictOf(stdout ?? '');
  if (verdict.kind === 'clean')
    console.log(`${file}: nothing of high severity is known of its ${packages.length} packages.`);
  else if (verdict.kind === 'unknown')
    console.log(`${file}: NOT CHECKED, the registry's audit does not answer (${verdict.reason}).`);
  else {
    console.error(`${file}: known holes in ${verdict.packages.join(', ')}. See npm audit.`);
    process.exitCode = 1;
  }
}
