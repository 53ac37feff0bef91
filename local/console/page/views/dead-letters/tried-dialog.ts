import { html } from 'htm/preact';
import { useEffect, useState } from 'preact/hooks';
import type { DiscardOutcome, ReplayOutcome } from '../../../dead-letters/answers.ts';
import type { JobView } from '../../../jobs/job.ts';
import { goWith } from '../../address.ts';
import { Dialog } from '../../components/dialog.ts';
import { JobProgress } from '../../components/job-progress.ts';
import { Problem } from '../../components/notices.ts';
import { change } from '../../server.ts';
import { choiceName, doneOf, type LetterChoice, lettersWithRecords } from './letter-words.ts';
import { Outcome } from './outcome.ts';

interface State<Result> {
  readonly jobId?: string;
  readonly outcome?: Result;
  readonly problem?: Error;
}

/** What is known of a dry run, and how what it tried is done. */
export interface Trial<Result> extends State<Result> {
  readonly onEnd: (job: JobView) => void;
  readonly confirm: () => Promise<void>;
}

/** A dry run of what is asked for; another one when that changes. @param path where it is asked for */
export function useTrial<Result extends ReplayOutcome | DiscardOutcome>(path: string, asked: object): Trial<Result> {
  const [state, setState] = useState<State<Result>>({});
  useEffect(() => {
    let isOver = false;
    const set = (next: State<Result>) => !isOver && setState(next);
    set({});
    change<JobView>('POST', path, { ...asked, dryRun: true }).then(
      ({ id }) => set({ jobId: id }),
      (problem: Error) => set({ problem }),
    );
    return () => {
      isOver = true;
    };
  }, [path, JSON.stringify(asked)]);
  const onEnd = ({ state: end, result }: JobView) => {
    if (end === 'done') setState((before) => ({ ...before, outcome: result as Result }));
  };
  const confirm = async () => {
    // Only what the dry run has seen: what has come since is left.
    const job = await change<JobView>('POST', path, { ...asked, before: state.outcome?.before });
    goWith({ job: job.id });
  };
  return { ...state, onEnd, confirm };
}

/** Shows what would come of it, and does it when that is confirmed. */
export function TriedDialog(props: {
  readonly trial: Trial<ReplayOutcome | DiscardOutcome>;
  readonly verb: string;
  readonly choice: LetterChoice;
  readonly danger: boolean;
  /** What it does. */
  readonly note: string;
  readonly onClose: () => void;
  readonly children?: unknown;
}) {
  const { trial, verb, choice, danger, note, onClose, children } = props;
  const { jobId, outcome, problem, onEnd, confirm } = trial;
  const isNothing = !outcome || doneOf(outcome) + outcome.left === 0;
  const action = outcome && doneOf(outcome) > 0 ? `${verb} ${lettersWithRecords(outcome)}` : verb;
  return html`<${Dialog} title="${verb} ${choiceName(choice)}?" action=${action} danger=${danger} disabled=${isNothing} onConfirm=${confirm} onClose=${onClose}>
    <p class="faint">${note}</p>
    ${problem && html`<${Problem} problem=${problem} />`}
    ${jobId && !outcome && html`<${JobProgress} key=${jobId} id=${jobId} cancel=${false} onEnd=${onEnd} />`}
    ${outcome && html`<${Outcome} outcome=${outcome} />`}
    ${children}
  </${Dialog}>`;
}
