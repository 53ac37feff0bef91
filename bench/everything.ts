import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { StartError } from '../local/start-error.ts';
import { projectDir } from './bench-stack.ts';
import { writePage } from './results.ts';

/**
 * Runs one bench after the other with its defaults, each in a process of its own: what one leaves in memory is no part
 * of the next. One that fails does not keep the others. @throws StartError naming those that failed
 */
export async function benchEverything(names: readonly string[]): Promise<void> {
  const failed: string[] = [];
  for (const [index, name] of names.entries()) {
    process.stderr.write(`\n== ${name} (${index + 1} of ${names.length})\n`);
    if ((await runAlone(name)) !== 0) failed.push(name);
    process.stderr.write(`${writePage()} shows what there is.\n`);
  }
  if (failed.length > 0) throw new StartError(`Of ${names.length} benches ${failed.join(', ')} failed: see above.`);
}

function runAlone(name: string): Promise<number | null> {
  const args = ['--disable-warning=ExperimentalWarning', join('bench', 'cli.ts'), name];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: projectDir, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', reject);
    child.on('close', resolve);
  });
}
