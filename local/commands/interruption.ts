import { setTimeout as wait } from 'node:timers/promises';
import { stopInstallers } from '../install/run-installer.ts';
import { StartError } from '../start-error.ts';

/** By shells' custom: 128 and the number of SIGINT. */
export const interruptedExitCode = 130;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Has Ctrl-C, SIGTERM or a closed terminal answered instead of ending the process. One Ctrl-C may come several times:
 * from the terminal, from npm, and from the program that runs this one.
 * @returns what ends that.
 */
export function onInterruption(interrupt: (name: NodeJS.Signals) => void): () => void {
  for (const signal of signals) process.on(signal, interrupt);
  return () => {
    for (const signal of signals) process.off(signal, interrupt);
  };
}

/**
 * Does work that Ctrl-C, SIGTERM or a closed terminal may end in the middle.
 * @param work gives up as soon as its signal is aborted.
 * @param undo ends what the work has started; it runs after an interruption only.
 */
export async function interruptible(
  work: (signal: AbortSignal) => Promise<void>,
  undo: () => Promise<void>,
): Promise<void> {
  const controller = new AbortController();
  const off = onInterruption((name) => {
    controller.abort(new StartError(`Interrupted (${name}).`));
    stopInstallers();
  });
  try {
    await work(controller.signal);
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    process.stderr.write('\nInterrupted: stopping what was started ...\n');
    // What runs side by side needs a moment to see the signal; only then is nothing started any more.
    await wait(200);
    stopInstallers();
    await undo();
    process.stderr.write('Stopped. Installed parts and data are kept; npm start goes on from here.\n');
    process.exit(interruptedExitCode);
  } finally {
    off();
  }
}
