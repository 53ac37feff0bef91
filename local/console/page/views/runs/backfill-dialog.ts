import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { JobView } from '../../../jobs/job.ts';
import type { BackfillPlan } from '../../../runs/answers.ts';
import { Dialog } from '../../components/dialog.ts';
import { Problem } from '../../components/notices.ts';
import { change } from '../../server.ts';
import { counted } from '../../words.ts';
import { DateField, type RunDialogProps, today, UsersField, usersOf } from './run-dialogs.ts';

/** Shows which days a backfill would do before it does them. @param since the first day that is proposed */
export function Backfill(
  props: RunDialogProps & { readonly usual: number | null; readonly since: string | undefined },
) {
  const { usual, onStarted, onClose } = props;
  const [range, setRange] = useState({ from: props.since ?? today(1), to: today(1) });
  const [users, setUsers] = useState('');
  const [rerun, setRerun] = useState(false);
  const [plan, setPlan] = useState<BackfillPlan>();
  const [problem, setProblem] = useState<Error>();
  const order = { ...range, users: usersOf(users), rerun };
  const changed = (apply: () => void) => {
    apply();
    setPlan(undefined);
    setProblem(undefined);
  };
  const show = () => {
    setProblem(undefined);
    change<BackfillPlan>('POST', '/api/runs/backfills', { ...order, dryRun: true }).then(setPlan, setProblem);
  };
  const start = () => change<JobView>('POST', '/api/runs/backfills', order).then(onStarted);
  const days = plan?.days.length ?? 0;
  return html`<${Dialog}
    title="Backfill"
    action=${days > 0 ? `Do ${counted(days, 'day')}` : 'Do them'}
    disabled=${days === 0}
    onConfirm=${start}
    onClose=${onClose}
  >
    <p>Does the days of a range that have no run that succeeded, one after the other. A day that fails does not keep the next ones waiting.</p>
    <div class="row">
      <${DateField} label="From (UTC)" value=${range.from} onChange=${(from: string) => changed(() => setRange({ ...range, from }))} />
      <${DateField} label="To, included" value=${range.to} onChange=${(to: string) => changed(() => setRange({ ...range, to }))} />
    </div>
    <${UsersField} value=${users} usual=${usual} onChange=${(text: string) => changed(() => setUsers(text))} />
    <label class="check"><input type="checkbox" checked=${rerun} onChange=${() => changed(() => setRerun(!rerun))} />Also days that are done: fetch and publish them once more</label>
    <div><button type="button" class="button" onClick=${show}>Show the days</button></div>
    ${problem && html`<${Problem} problem=${problem} />`}
    ${plan && html`<${Plan} plan=${plan} />`}
  </${Dialog}>`;
}

function Plan({ plan: { from, to, days, leftAlone } }: { readonly plan: BackfillPlan }) {
  const rest =
    leftAlone > 0
      ? ` ${counted(leftAlone, 'day')} ${leftAlone === 1 ? 'is' : 'are'} left alone: done, or under way.`
      : '';
  if (days.length === 0)
    return html`<p class="notice notice-good" role="status">No day from ${from} to ${to} is left to be done.</p>`;
  return html`<div role="status">
    <p><strong>${counted(days.length, 'day')} would be done.</strong>${rest}</p>
    <ul class="plan" tabindex="0" aria-label="Days that would be done">${days.map((day) => html`<li>${day}</li>`)}</ul>
  </div>`;
}
