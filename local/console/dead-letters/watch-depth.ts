import type { QueueDepth } from '../../deployment/queue-depth.ts';

const everyMs = 2000;

/** Says how many letters there are whenever that has changed, while a function is busy with them. @returns its end */
export function watchDepth(readDepth: () => Promise<QueueDepth>, report: (line: string) => void): () => void {
  let before = '';
  const timer = setInterval(async () => {
    // Who is asked in vain says nothing of the work.
    const depth = await readDepth().catch(() => undefined);
    if (!depth) return;
    const { waiting, taken } = depth;
    const line = `Letters in the queue: about ${(waiting + taken).toLocaleString('en')}, of which ${taken.toLocaleString('en')} in hand`;
    if (line !== before) report(line);
    before = line;
  }, everyMs);
  return () => clearInterval(timer);
}
