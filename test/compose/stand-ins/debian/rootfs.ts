import { join } from 'node:path';
import type { Part } from '../../../../local/install/part.ts';
import { runInstaller } from '../../../../local/install/run-installer.ts';
import { StartError } from '../../../../local/start-error.ts';

const script = join(import.meta.dirname, 'make-rootfs.sh');

/** `rootfs.tar` of a minimal Debian. */
export const debian: Part = {
  name: 'debian-stand-in',
  lockFiles: [script],
  async install(directory, report) {
    if (process.getuid?.() !== 0)
      throw new StartError('A root file system is made by root. Run the command with sudo.');
    await runInstaller('sh', [script, directory], {
      timeoutMs: 900_000,
      remedy: "Install debootstrap (Debian: apt install debootstrap), and see that Debian's packages are in reach.",
      report,
    });
  },
};
