import { steps, weeksOf } from '../../../../../local/console/page/views/runs/weeks.ts';
import type { CalendarDay } from '../../../../../local/console/runs/answers.ts';
import { toCalendar } from '../../../../../local/console/runs/calendar.ts';
import type { Day, DayState } from '../../../../../local/deployment/missed-days.ts';

function days(from: string, ...states: readonly DayState[]): Day[] {
  return states.map((state, index) => {
    const date = new Date(Date.parse(from) + index * 86_400_000).toISOString().slice(0, 10);
    return { date, state, runs: state === 'missed' ? 0 : 1 };
  });
}

const statesOf = (calendar: readonly CalendarDay[]) => calendar.map(({ state }) => state);

test('a day without a run was missed from the first run’s day on, and once it is over', () => {
  const year = days('2026-06-01', 'missed', 'missed', 'failed', 'missed', 'missed');

  const calendar = toCalendar(year, { begun: '2026-06-02', today: '2026-06-05' });

  expect(statesOf(calendar)).toEqual(['none', 'missed', 'failed', 'missed', 'none']);
});

test('days before the first run that were done afterwards have the state of their runs', () => {
  const year = days('2026-06-01', 'succeeded', 'degraded', 'under way', 'missed');

  const calendar = toCalendar(year, { begun: '2026-06-30', today: '2026-07-01' });

  expect(statesOf(calendar)).toEqual(['succeeded', 'degraded', 'under way', 'none']);
});

test('before any run nothing was missed', () => {
  expect(statesOf(toCalendar(days('2026-06-01', 'missed'), { begun: null, today: '2026-06-30' }))).toEqual(['none']);
});

test('weeks begin on Monday, and say which month begins in them', () => {
  // 2026-05-30 is a Saturday.
  const weeks = weeksOf(days('2026-05-30', ...Array<DayState>(10).fill('succeeded')));

  expect(weeks.map(({ month }) => month)).toEqual([undefined, 'Jun', undefined]);
  expect(weeks.map((week) => week.days.map((day) => day?.date.slice(8)))).toEqual([
    [undefined, undefined, undefined, undefined, undefined, '30', '31'],
    ['01', '02', '03', '04', '05', '06', '07'],
    ['08', undefined, undefined, undefined, undefined, undefined, undefined],
  ]);
});

test('a year has every day once, whatever weekday it begins with', () => {
  for (let first = 1; first <= 7; first += 1) {
    const year = days(`2025-12-0${first}`, ...Array<DayState>(366).fill('missed'));

    const shown = weeksOf(year).flatMap((week) => week.days.flatMap((day) => day ?? []));

    expect(shown).toEqual(year);
  }
});

test('arrows go to the next day and to the next week', () => {
  expect(steps).toEqual({ ArrowUp: -1, ArrowDown: 1, ArrowLeft: -7, ArrowRight: 7 });
});
