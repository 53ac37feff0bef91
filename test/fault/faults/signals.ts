import { processStamp } from '../../../local/processes/process-table.ts';
import { eventually } from '../../support/eventually.ts';
import type { Fault } from './fault.ts';
import type { Victim } from './victims.ts';

const endsMs = 10_000;

/** kill -9: nothing is closed, nothing is said. Healing starts the victim again. */
export function kill(victim: Victim): Fault {
  return {
    name: `kill -9 of ${victim.name}`,
    async inject() {
      const pids = victim.pids();
      for (const pid of pids) send(pid, 'SIGKILL');
      await untilGone(pids);
    },
    heal: () => victim.revive(),
  };
}

/** SIGSTOP: the kernel goes on accepting connections, and nobody answers on them. */
export function freeze(victim: Victim): Fault {
  const frozen = new Map<number, string | undefined>();
  return {
    name: `SIGSTOP of ${victim.name}`,
    async inject() {
      for (const pid of victim.pids()) {
        frozen.set(pid, processStamp(pid));
        send(pid, 'SIGSTOP');
      }
    },
    async heal() {
      // A number may belong to another process by now.
      for (const [pid, stamp] of frozen) if (processStamp(pid) === stamp) send(pid, 'SIGCONT');
      frozen.clear();
      await victim.revive();
    },
  };
}

/** Lets whatever of them is stopped go on: a test may have ended before it healed what it froze. */
export function thaw(victims: readonly Victim[]): void {
  for (const pid of victims.flatMap((victim) => victim.pids())) send(pid, 'SIGCONT');
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It has ended by itself.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function untilGone(pids: readonly number[]): Promise<void> {
  return eventually(
    async () => {
      const left = pids.filter((pid) => processStamp(pid) !== undefined);
      if (left.length > 0) throw new Error(`Still there after SIGKILL: ${left.join(', ')}.`);
    },
    endsMs,
    20,
  );
}
