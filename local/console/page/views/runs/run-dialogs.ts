import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { JobView } from '../../../jobs/job.ts';
import type { RunView } from '../../../runs/answers.ts';
import { Dialog } from '../../components/dialog.ts';
import { change } from '../../server.ts';
import { count } from '../../words.ts';

export interface RunDialogProps {
  readonly onStarted: () => void;
  readonly onClose: () => void;
}

/** In UTC, as the pipeline's days are. */
export function today(ago = 0): string {
  return new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
}

export function textOf(event: Event): string {
  return (event.target as HTMLInputElement).value;
}

export function DateField(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (date: string) => void;
}) {
  return html`<label class="field">${props.label}
    <input type="date" required max=${today()} value=${props.value} onInput=${(event: Event) => props.onChange(textOf(event))} />
  </label>`;
}

/** @param usual what is taken when the field stays empty */
export function UsersField(props: {
  readonly value: string;
  readonly usual: number | null;
  readonly onChange: (users: string) => void;
}) {
  const hint = props.usual === null ? 'as the schedule' : `${count(props.usual)}, as the schedule`;
  return html`<label class="field">Users (1 to 1,000,000)
    <input type="number" min="1" max="1000000" placeholder=${hint} value=${props.value} onInput=${(event: Event) => props.onChange(textOf(event))} />
  </label>`;
}

/** Undefined, which JSON leaves out, for a field that is empty. */
export function usersOf(text: string): number | undefined {
  return text === '' ? undefined : Number(text);
}

export function RunNow({ usual, onStarted, onClose }: RunDialogProps & { readonly usual: number | null }) {
  const [date, setDate] = useState(today());
  const [users, setUsers] = useState('');
  const start = () => change<JobView>('POST', '/api/runs', { date, users: usersOf(users) }).then(onStarted);
  return html`<${Dialog} title="Run now" action="Run" onConfirm=${start} onClose=${onClose}>
    <p>Fetches the users of a day and waits until the sink was given them. A day that is done already, or under way, is left alone; one that failed is gone on with.</p>
    <${DateField} label="Date (UTC)" value=${date} onChange=${setDate} />
    <${UsersField} value=${users} usual=${usual} onChange=${setUsers} />
  </${Dialog}>`;
}

/** @param anew all of the day once more; else only what is left of a run that failed */
export function RunAgain({
  run,
  anew,
  onStarted,
  onClose,
}: RunDialogProps & { readonly run: RunView; readonly anew: boolean }) {
  const { date, asked: users } = run;
  const start = () =>
    change<JobView>('POST', '/api/runs', { date, users, ...(anew && { rerun: true }) }).then(onStarted);
  return html`<${Dialog} title="${anew ? 'Rerun' : 'Go on with'} ${date}?" action=${anew ? 'Rerun' : 'Go on'} onConfirm=${start} onClose=${onClose}>
    ${
      anew
        ? html`<p>All ${count(users)} users of ${date} are fetched and published once more. They have the same ids, so the stores end up with the same rows.</p>`
        : html`<p>A next attempt does the pages of ${date} that are left; those that are in the topic stay.</p>`
    }
  </${Dialog}>`;
}
