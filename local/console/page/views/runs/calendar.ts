import { html } from 'htm/preact';
import { useRef, useState } from 'preact/hooks';
import type { CalendarDay } from '../../../runs/answers.ts';
import { count, counted } from '../../words.ts';
import { dayWords } from './run-words.ts';
import { steps, type Week, weeksOf } from './weeks.ts';

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
/** As many as a narrow screen has room for. */
const narrowWeeks = 14;

/** A year of days, a column each week. One stop for the tab key; arrows go from day to day. */
export function Calendar({ days, chosen }: { readonly days: readonly CalendarDay[]; readonly chosen?: string }) {
  const table = useRef<HTMLTableElement>(null);
  const [moved, setMoved] = useState<string>();
  const weeks = weeksOf(days);
  const last = days.at(-1)?.date;
  const current = [moved, chosen].find((date) => days.some((day) => day.date === date)) ?? last;
  const move = (event: KeyboardEvent) => {
    const target = targetOf(event.key, days, current);
    if (target === undefined) return;
    event.preventDefault();
    setMoved(target);
    table.current?.querySelector<HTMLAnchorElement>(`a[href$="=${target}"]`)?.focus();
  };
  return html`
    <table class="calendar" role="grid" aria-label="What became of each day of the last year" ref=${table} onKeyDown=${move}>
      <thead aria-hidden="true">
        <tr><td></td>${weeks.map(({ month }, index) => html`<td class=${age(index, weeks)}><span class="calendar-month">${month}</span></td>`)}</tr>
      </thead>
      <tbody>
        ${weekdays.map(
          (name, weekday) => html`<tr>
            <th scope="row">${name}</th>
            ${weeks.map((week, index) => html`<td class=${age(index, weeks)}>${dayOf(week.days[weekday], current, chosen)}</td>`)}
          </tr>`,
        )}
      </tbody>
    </table>
    <${Legend} days=${days} />
  `;
}

function age(index: number, weeks: readonly Week[]): string | undefined {
  return index < weeks.length - narrowWeeks ? 'calendar-old' : undefined;
}

function dayOf(day: CalendarDay | undefined, current: string | undefined, chosen: string | undefined) {
  if (!day) return null;
  const { date, state, runs } = day;
  const [, sign, word] = dayWords.find(([one]) => one === state) ?? [state, '', state];
  const label = `${date}: ${word}${runs > 0 ? `, ${counted(runs, 'run')}` : ''}`;
  return html`<a
    class="day day-${state.replace(' ', '-')}"
    href="/runs?date=${date}"
    aria-label=${label}
    title=${label}
    tabindex=${date === current ? 0 : -1}
    aria-current=${date === chosen ? 'date' : undefined}
    ><span aria-hidden="true">${sign}</span></a>`;
}

function targetOf(key: string, days: readonly CalendarDay[], current: string | undefined): string | undefined {
  if (key === 'Home') return days[0]?.date;
  if (key === 'End') return days.at(-1)?.date;
  const step = steps[key];
  const index = days.findIndex(({ date }) => date === current);
  return step === undefined ? undefined : days[index + step]?.date;
}

function Legend({ days }: { readonly days: readonly CalendarDay[] }) {
  return html`<ul class="legend">${dayWords.map(([state, sign, word]) => {
    const number = days.filter((day) => day.state === state).length;
    return html`<li><span class="day day-${state.replace(' ', '-')}" aria-hidden="true">${sign}</span>${word} <span class="faint">${count(number)}</span></li>`;
  })}</ul>`;
}
