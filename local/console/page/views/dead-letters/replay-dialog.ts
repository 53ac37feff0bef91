import { html } from 'htm/preact';
import { useEffect, useState } from 'preact/hooks';
import type { ReplayOutcome } from '../../../dead-letters/answers.ts';
import type { JobView } from '../../../jobs/job.ts';
import { goWith } from '../../address.ts';
import { Dialog } from '../../components/dialog.ts';
import { JobProgress } from '../../components/job-progress.ts';
import { Problem } from '../../components/notices.ts';
import { change } from '../../server.ts';
import { Outcome } from './replay-outcome.ts';
import { choiceName, lettersWithRecords, type ReplayChoice } from './replay-words.ts';

const path = '/api/dead-letters/replays';

/** Tries a replay, shows what would come of it, and does it when that is confirmed. */
export function ReplayDialog({ choice, onClose }: { readonly choice: ReplayChoice; readonly onClose: () => void }) {
  const [force, setForce] = useState(false);
  const [canForce, setCanForce] = useState(false);
  const { jobId, outcome, problem, onEnd } = useDryRun(choice, force);
  useEffect(() => {
    if (outcome && outcome.refused > 0) setCanForce(true);
  }, [outcome]);
  const replay = async () => {
    // Only what the dry run has seen: what has come since is left.
    const job = await change<JobView>('POST', path, { ...choice, force, before: outcome?.before });
    goWith({ job: job.id });
  };
  const isNothing = !outcome || outcome.replayed + outcome.left === 0;
  const action = outcome && outcome.replayed > 0 ? `Replay ${lettersWithRecords(outcome)}` : 'Replay';
  return html`<${Dialog} title="Replay ${choiceName(choice)}?" action=${action} danger=${force} disabled=${isNothing} onConfirm=${replay} onClose=${onClose}>
    <p class="faint">Each record is published again as it was, to its partition, and its letter is deleted. Whatever fails again becomes a letter again.</p>
    ${problem && html`<${Problem} problem=${problem} />`}
    ${jobId && !outcome && html`<${JobProgress} key=${jobId} id=${jobId} cancel=${false} onEnd=${onEnd} />`}
    ${outcome && html`<${Outcome} outcome=${outcome} />`}
    ${canForce && html`<${Force} isOn=${force} disabled=${!outcome} onChange=${setForce} />`}
  </${Dialog}>`;
}

/** A dry run of the choice; another one when it is to be forced. */
function useDryRun(choice: ReplayChoice, force: boolean) {
  const [state, setState] = useState<{ jobId?: string; outcome?: ReplayOutcome; problem?: Error }>({});
  useEffect(() => {
    let isOver = false;
    const set = (next: typeof state) => !isOver && setState(next);
    set({});
    change<JobView>('POST', path, { ...choice, force, dryRun: true }).then(
      ({ id }) => set({ jobId: id }),
      (problem: Error) => set({ problem }),
    );
    return () => {
      isOver = true;
    };
  }, [force]);
  const onEnd = ({ state: end, result }: JobView) => {
    if (end === 'done') setState((before) => ({ ...before, outcome: result as ReplayOutcome }));
  };
  return { ...state, onEnd };
}

function Force(props: {
  readonly isOn: boolean;
  /** While it is tried. */
  readonly disabled: boolean;
  readonly onChange: (isOn: boolean) => void;
}) {
  const { isOn, disabled, onChange } = props;
  return html`<div class="notice notice-warning">
    <label class="check"><input type="checkbox" checked=${isOn} disabled=${disabled} onChange=${(event: Event) => onChange((event.target as HTMLInputElement).checked)} />Force: replay what was refused, too</label>
    <p>What came back three times comes back once more unless its cause was mended; of a batch that the topic holds in part, the rest is lost.</p>
  </div>`;
}
