import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { CalendarAnswer, RunsAnswer, RunView, ScheduleAnswer } from '../../../runs/answers.ts';
import { Answered } from '../../components/notices.ts';
import { Panel, ViewHead } from '../../components/panel.ts';
import { useAnswer } from '../../use-answer.ts';
import { Backfill } from './backfill-dialog.ts';
import { Calendar } from './calendar.ts';
import { RunAgain, RunNow } from './run-dialogs.ts';
import { RunJobs, useRunJobs } from './run-jobs.ts';
import { RunTable } from './run-table.ts';
import { Schedule } from './schedule.ts';

const everyMs = 5000;
const calendarEveryMs = 30_000;

type Open = 'run' | 'backfill' | { readonly rerun: RunView };

/** Every run, the days of a year, and what begins more of them. */
export function RunList({ query }: { readonly query: URLSearchParams }) {
  const [open, setOpen] = useState<Open>();
  const runs = useAnswer<RunsAnswer>(`/api/runs?${query}`, everyMs);
  const calendar = useAnswer<CalendarAnswer>('/api/runs/calendar', calendarEveryMs);
  const schedule = useAnswer<ScheduleAnswer>('/api/runs/schedule', calendarEveryMs);
  const jobs = useRunJobs();
  const reloadRuns = () => {
    runs.reload();
    calendar.reload();
  };
  const dialog = {
    onStarted: jobs.reload,
    onClose: () => setOpen(undefined),
    usual: schedule.answer?.usersPerRun ?? null,
  };
  const since = calendar.answer?.days.find(({ state }) => state === 'missed' || state === 'failed')?.date;
  return html`
    <${ViewHead} title="Runs" actions=${html`
      <button type="button" class="button" onClick=${() => setOpen('backfill')}>Backfill …</button>
      <button type="button" class="button button-primary" onClick=${() => setOpen('run')}>Run now …</button>
    `}>
      Each run brings the users of one day, its logical date, into the topic. Days are UTC.
    </${ViewHead}>
    <${Schedule} asked=${schedule} />
    <${RunJobs} ...${jobs} onEnd=${reloadRuns} />
    <${Panel} title="Calendar">
      <${Answered} asked=${calendar} show=${({ days }: CalendarAnswer) => html`<${Calendar} days=${days} chosen=${query.get('date') ?? undefined} />`} />
    </${Panel}>
    <${RunTable} query=${query} asked=${runs} onRerun=${(rerun: RunView) => setOpen({ rerun })} />
    ${open === 'run' && html`<${RunNow} ...${dialog} />`}
    ${open === 'backfill' && html`<${Backfill} ...${dialog} since=${since} />`}
    ${typeof open === 'object' && html`<${RunAgain} ...${dialog} run=${open.rerun} anew=${true} />`}
  `;
}
