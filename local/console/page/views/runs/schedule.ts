import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { ScheduleAnswer } from '../../../runs/answers.ts';
import { Dialog } from '../../components/dialog.ts';
import { Answered } from '../../components/notices.ts';
import { StateBadge } from '../../components/state-badge.ts';
import { change } from '../../server.ts';
import type { Asked } from '../../use-answer.ts';
import { counted } from '../../words.ts';
import { scheduleWords } from './run-words.ts';

/** Whether the rule begins a run each day, and the switch for it. */
export function Schedule({ asked }: { readonly asked: Asked<ScheduleAnswer> }) {
  const [isOpen, setOpen] = useState(false);
  return html`<section class="panel schedule" aria-label="Schedule">
    <${Answered} asked=${asked} show=${(schedule: ScheduleAnswer) => {
      const { enabled, rule, expression, usersPerRun } = schedule;
      const set = () => change('PUT', '/api/runs/schedule', { enabled: !enabled }).then(asked.reload);
      const verb = enabled ? 'Disable' : 'Enable';
      return html`
        <${StateBadge} tone=${enabled ? 'good' : 'off'}>Schedule ${enabled ? 'on' : 'off'}</${StateBadge}>
        <p>${scheduleWords(expression)}${usersPerRun !== null && `, ${counted(usersPerRun, 'user')}`} <span class="faint">by EventBridge's rule <code>${rule}</code></span></p>
        <button type="button" class="button" onClick=${() => setOpen(true)}>${verb} …</button>
        ${
          isOpen &&
          html`<${Dialog} title="${verb} the schedule?" action=${verb} onConfirm=${set} onClose=${() => setOpen(false)}>
          <p>${enabled ? 'No day is begun by itself until it is enabled again; a backfill does those that are missed meanwhile. A run under way is finished.' : `Runs begin by themselves again, ${scheduleWords(expression)}. Days that were missed meanwhile are not made up for: backfill them.`}</p>
        </${Dialog}>`
        }
      `;
    }} />
  </section>`;
}
