import fc from 'fast-check';
import { InvalidEventError } from '../../../../lambdas/core/errors.ts';
import { dateOf, parseDate } from '../../../../lambdas/core/logical-date.ts';

test.each([
  ['2026-01-31T23:59:59.999Z', '2026-01-31'],
  ['2026-02-01T00:00:00.000Z', '2026-02-01'],
  ['2026-01-31T23:30:00-05:00', '2026-02-01'],
])('the day of %s is %s in UTC', (instant, date) => {
  expect(dateOf(new Date(instant))).toBe(date);
});

test.each(['2026-01-31', '2024-02-29', '2000-02-29', '1970-01-01', '0001-01-01', '9999-12-31'])(
  '%s is a date',
  (text) => {
    expect(parseDate(text)).toBe(text);
  },
);

test.each([
  '0000-01-01',
  '0000-02-29',
  '0000-12-31',
  '2026-02-29',
  '1900-02-29',
  '2026-04-31',
  '2026-13-01',
  '2026-00-10',
  '2026-01-00',
  '2026-1-5',
  '26-01-05',
  '2026/01/05',
  ' 2026-01-05',
  '2026-01-05\n',
  '2026-01-05T00:00:00Z',
  '2026-01-05; DROP TABLE pipeline_runs',
  '٢٠٢٦-٠١-٠٥',
  'today',
  '',
  20260105,
  null,
  {},
  ['2026-01-05'],
])('%j is no date, and the error quotes it', (value) => {
  const parsing = () => parseDate(value);

  expect(parsing).toThrow(InvalidEventError);
  expect(parsing).toThrow(`date: ${JSON.stringify(value)} is no date of the calendar`);
});

test('the day of every instant is a date', () => {
  const instants = fc.date({
    min: new Date('0001-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  });

  fc.assert(
    fc.property(instants, (instant) => {
      const date = dateOf(instant);

      expect(parseDate(date)).toBe(date);
      expect(instant.getTime() - Date.parse(`${date}T00:00:00Z`)).toBeLessThan(86_400_000);
      expect(instant.getTime() - Date.parse(`${date}T00:00:00Z`)).toBeGreaterThanOrEqual(0);
    }),
  );
});
