import { join } from 'node:path';
import type { Command } from '../../local/processes/daemon.ts';
import type { BenchStack } from '../bench-stack.ts';
import type { Contender } from './contender.ts';
import { PeerProcess } from './peer-process.ts';
import { type Places, placesOf } from './places.ts';

const startMs = 300_000;

interface ToldPeer extends Pick<Contender, 'name' | 'stores' | 'follows'> {
  readonly command: Command;
  /** What it is told besides where it reads and writes. */
  settings?(places: Places): Readonly<Record<string, unknown>>;
  /** Resolves when it has done its work; after the signal nobody waits for it any more. */
  done(process: PeerProcess, signal: AbortSignal): Promise<void>;
}

/**
 * A contender that is one program. It is told where it reads and writes by the first line of its input, says `ready`,
 * begins when it is told `beginning` or `end`, and ends with its input.
 */
export function toldPeer(stack: BenchStack, peer: ToldPeer): Contender {
  let running: PeerProcess | undefined;
  const required = () => {
    if (running === undefined) throw new Error(`${peer.name} has not been started.`);
    return running;
  };
  return {
    ...{ name: peer.name, stores: peer.stores, follows: peer.follows },
    async start() {
      running = new PeerProcess(peer.name, peer.command, logOf(stack, peer.name));
      const places = await placesOf(stack.settings);
      running.tell(JSON.stringify({ ...places, ...peer.settings?.(places) }));
      await running.says('ready', startMs);
    },
    begin: async (from) => required().tell(from),
    async awaitDone() {
      const over = new AbortController();
      const done = peer.done(required(), over.signal);
      await Promise.race([done, required().failed]).finally(() => over.abort());
    },
    async stop() {
      await running?.end();
      running = undefined;
    },
    processes: () => ({ own: running?.pids() ?? [] }),
  };
}

/** What a peer's program says to people, of its last turn. */
export function logOf({ settings }: BenchStack, name: string): string {
  return join(settings.stateDir, 'logs', `peer-${name.toLowerCase().replaceAll(/\W+/g, '-')}.log`);
}
