import { createInterface } from 'node:readline';
import type { TopicEdge } from './contender.ts';
import type { Places } from './places.ts';

/** How a peer that is a program in Node is told what to do: by lines on its standard input. */
export interface NodePeer {
  readonly places: Places;
  /** Says that it is ready, and waits until it may read. */
  untilBegin(): Promise<TopicEdge>;
  say(line: string): void;
  /** Resolves when its input has ended: it has to end too. */
  untilEnd(): Promise<void>;
}

export async function openNodePeer(): Promise<NodePeer> {
  const lines = createInterface(process.stdin)[Symbol.asyncIterator]();
  const next = async () => String((await lines.next()).value);
  const say = (line: string) => process.stdout.write(`${line}\n`);
  return {
    places: JSON.parse(await next()) as Places,
    say,
    async untilBegin() {
      say('ready');
      return (await next()) === 'end' ? 'end' : 'beginning';
    },
    async untilEnd() {
      while (!(await lines.next()).done);
    },
  };
}
