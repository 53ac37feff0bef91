import { nextTime } from '../../../../../local/console/overview/next-time.ts';

const after = new Date('2026-04-15T12:30:00Z'); // a Wednesday

test.each([
  ['cron(0 10 * * ? *)', '2026-04-16T10:00:00.000Z'],
  ['cron(0 18 * * ? *)', '2026-04-15T18:00:00.000Z'],
  ['cron(30 12 * * ? *)', '2026-04-16T12:30:00.000Z'],
  ['cron(31 12 * * ? *)', '2026-04-15T12:31:00.000Z'],
  ['cron(0/15 * * * ? *)', '2026-04-15T12:45:00.000Z'],
  ['cron(*/20 * * * ? *)', '2026-04-15T12:40:00.000Z'],
  ['cron(0 8-10,20 * * ? *)', '2026-04-15T20:00:00.000Z'],
  ['cron(0 10 ? * MON-FRI *)', '2026-04-16T10:00:00.000Z'],
  ['cron(0 10 ? * 1 *)', '2026-04-19T10:00:00.000Z'],
  ['cron(0 10 ? * L *)', '2026-04-18T10:00:00.000Z'],
  ['cron(0 10 ? * FRIL *)', '2026-04-24T10:00:00.000Z'],
  ['cron(0 10 ? * TUE#3 *)', '2026-04-21T10:00:00.000Z'],
  ['cron(0 10 ? * WED#1 *)', '2026-05-06T10:00:00.000Z'],
  ['cron(0 10 1 * ? *)', '2026-05-01T10:00:00.000Z'],
  ['cron(0 10 L * ? *)', '2026-04-30T10:00:00.000Z'],
  ['cron(0 10 18W * ? *)', '2026-04-17T10:00:00.000Z'],
  ['cron(0 10 1W AUG ? *)', '2026-08-03T10:00:00.000Z'],
  ['cron(0 10 31 * ? *)', '2026-05-31T10:00:00.000Z'],
  ['cron(0 10 29 2 ? *)', '2028-02-29T10:00:00.000Z'],
  ['cron(0 10 1 JAN ? 2030)', '2030-01-01T10:00:00.000Z'],
  ['cron(0 10 1 1 ? 2027-2031/2)', '2027-01-01T10:00:00.000Z'],
])('%s is due at %s', (expression, expected) => {
  expect(nextTime(expression, after)?.toISOString()).toBe(expected);
});

test.each([
  ...['cron(0 10 31 2 ? *)', 'cron(0 10 * * ? 2025)', 'cron(0 10 * * * *)', 'cron(0 10 ? * ? *)', 'cron(0 10 * * ?)'],
  ...['cron(60 10 * * ? *)', 'cron(0 10-8 * * ? *)', 'cron(0 x * * ? *)', 'cron(0/0 10 * * ? *)', 'cron(0 10 ? * 8 *)'],
  ...['cron(0 10 ? * MON#6 *)', 'at(2030-01-01T00:00:00)', 'rate(0 minutes)', 'rate(5 weeks)', '', 'rate(5 minutes)'],
])('%s is due at no time that can be told', (expression) => {
  expect(nextTime(expression, after)).toBeNull();
});

test('a rate counts from when it was due before', () => {
  const before = new Date('2026-04-15T12:03:00Z');

  expect(nextTime('rate(10 minutes)', after, before)?.toISOString()).toBe('2026-04-15T12:33:00.000Z');
  expect(nextTime('rate(1 hour)', after, before)?.toISOString()).toBe('2026-04-15T13:03:00.000Z');
  expect(nextTime('rate(1 day)', before, before)?.toISOString()).toBe('2026-04-16T12:03:00.000Z');
});
