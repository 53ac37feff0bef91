import { html } from 'htm/preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { LookLine, LookView, UserComparison } from '../../../users/answers.ts';
import { Problem } from '../../components/notices.ts';
import { lines } from '../../server.ts';
import { count } from '../../words.ts';

type Progress = Extract<LookLine, { looked: number }>;

/** Says what of the topic was looked at, and looks at all of the user's partition. */
export function Look(props: {
  readonly path: string;
  readonly look: LookView;
  readonly onEnd: (comparison: UserComparison) => void;
}) {
  const { path, look, onEnd } = props;
  const abort = useRef<AbortController | undefined>(undefined);
  const [progress, setProgress] = useState<Progress>();
  const [problem, setProblem] = useState<Error>();
  useEffect(() => () => abort.current?.abort(), []);
  const begin = async () => {
    const own = new AbortController();
    abort.current = own;
    setProblem(undefined);
    setProgress({ looked: 0, of: look.high - look.low, found: 0 });
    try {
      for await (const line of lines<LookLine>(path, own.signal)) {
        if ('comparison' in line) onEnd(line.comparison);
        else setProgress(line);
      }
    } catch (error) {
      if (!own.signal.aborted) setProblem(error as Error);
    }
    setProgress(undefined);
  };
  return html`<div class="look">
    <p class="faint">${lookedAt(look)}</p>
    ${problem && html`<${Problem} problem=${problem} />`}
    ${
      progress
        ? html`<div class="look-progress" role="status">
          <progress max=${Math.max(1, progress.of)} value=${progress.looked} aria-label="Records looked at"></progress>
          <span>${count(progress.looked)} of ${count(progress.of)} records, ${count(progress.found)} of this user</span>
          <button type="button" class="button" onClick=${() => abort.current?.abort()}>Cancel</button>
        </div>`
        : !look.complete &&
          html`<button type="button" class="button" onClick=${begin}>Look through the whole partition</button>`
    }
  </div>`;
}

function lookedAt({ topic, partition, low, high, ranges, complete }: LookView): string {
  const place = `${topic}-${partition}, the partition of this user's key`;
  if (low >= high) return `${place}, is empty.`;
  if (complete)
    return `All ${count(high - low)} records of ${place}, were looked at${low > 0 ? `; those before offset ${count(low)} are gone` : ''}.`;
  const looked = ranges.map(([from, to]) =>
    to - from === 1 ? `offset ${count(from)}` : `offsets ${count(from)} to ${count(to - 1)}`,
  );
  const read = ranges.reduce((sum, [from, to]) => sum + to - from, 0);
  return `Of ${place}, ${count(read)} of ${count(high - low)} records were looked at: where the versions in the stores lead to, and the end (${looked.join('; ')}).`;
}
