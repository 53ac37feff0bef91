import { InvalidEventError } from '../../../../lambdas/core/errors.ts';
import { maximumUsers } from '../../../../lambdas/core/users-per-run.ts';
import { continuationOf, readEvent } from '../../../../lambdas/fetch-users/read-event.ts';

const defaults = { users: 1000, now: new Date('2026-03-01T00:10:00Z') };

const scheduled = {
  version: '0',
  id: '53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa',
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: '123456789012',
  time: '2026-02-28T23:59:00Z',
  region: 'eu-west-1',
  resources: ['arn:aws:events:eu-west-1:123456789012:rule/fetch-users'],
  detail: {},
};

test('the schedule’s event is for the date at which it was due, whenever it comes', () => {
  expect(readEvent(scheduled, defaults)).toEqual({
    date: '2026-02-28',
    users: 1000,
    trigger: 'schedule',
    rerun: false,
  });
});

test.each([{}, null, undefined])('the event %j is for today', (event) => {
  expect(readEvent(event, defaults)).toEqual({ date: '2026-03-01', users: 1000, trigger: 'manual', rerun: false });
});

test('an event by hand decides what it says', () => {
  const event = { date: '2024-02-29', users: 7, trigger: 'backfill', rerun: true };

  expect(readEvent(event, defaults)).toEqual(event);
  expect(readEvent({ users: 7 }, defaults)).toEqual({ date: '2026-03-01', users: 7, trigger: 'manual', rerun: false });
});

test.each([1, maximumUsers])('%i users can be asked for', (users) => {
  expect(readEvent({ users }, defaults).users).toBe(users);
});

test.each([
  [0, 'is below 1'],
  [-5, 'is below 1'],
  [maximumUsers + 1, 'is above 1000000'],
  [1.5, 'is not a whole number'],
  ['7', 'is not a whole number'],
  [null, 'is not a whole number'],
  [Number.NaN, 'is not a whole number'],
  [[7], 'is not a whole number'],
])('%j users cannot be asked for', (users, reason) => {
  const reading = () => readEvent({ users }, defaults);

  expect(reading).toThrow(InvalidEventError);
  expect(reading).toThrow(`users: ${reason}`);
});

test.each(['2026-02-30', '0000-06-01', '2026-2-3', 'yesterday', '', null, 20260228])('%j is no date', (date) => {
  const reading = () => readEvent({ date }, defaults);

  expect(reading).toThrow(InvalidEventError);
  expect(reading).toThrow(`date: ${JSON.stringify(date)} is no date of the calendar`);
});

test.each(['schedule', 'other', '', null])('an event by hand cannot be triggered by %j', (trigger) => {
  const reading = () => readEvent({ trigger }, defaults);

  expect(reading).toThrow(InvalidEventError);
  expect(reading).toThrow('trigger: Invalid option: expected one of "manual"|"backfill"');
});

test.each([
  ['a field that is misspelt', { usres: 1 }, 'Unrecognized key: "usres".'],
  ['several fields that are misspelt', { usres: 1, dat: 2 }, 'Unrecognized keys: "usres", "dat".'],
  ['a schedule without a time', { ...scheduled, time: undefined }, 'Unrecognized keys: "version", '],
  ['a schedule at no time', { ...scheduled, time: '2026-02-30T00:00:00Z' }, 'Unrecognized keys: "version", '],
  ['an event of another source', { ...scheduled, source: 'aws.s3' }, 'Unrecognized keys: "version", '],
  ['a list', [], 'expected object, received array.'],
  ['text', '{"users":7}', 'expected object, received string.'],
  ['a number', 7, 'expected object, received number.'],
])('%s is refused, and what is wrong told', (_, event, problem) => {
  const reading = () => readEvent(event, defaults);

  expect(reading).toThrow(InvalidEventError);
  expect(reading).toThrow("neither one of EventBridge's schedule nor");
  expect(reading).toThrow(problem);
});

test.each([1, 0, 'true', null])('a rerun cannot be asked for by %j', (rerun) => {
  expect(() => readEvent({ rerun }, defaults)).toThrow('rerun: Invalid input: expected boolean');
});

test.each(['schedule', 'manual', 'backfill'] as const)(
  'a %s run goes on by the event that it sends itself',
  (trigger) => {
    const request = { date: '2026-02-28', users: 7, trigger, rerun: true };
    const continues = { runId: '2026-02-28.2', number: 15 };

    const event = JSON.parse(JSON.stringify(continuationOf(request, continues)));

    // What was forgotten for a rerun is not forgotten again.
    expect(readEvent(event, defaults)).toEqual({ ...request, rerun: false, continues });
  },
);

test.each([
  ['number above the last', { runId: '2026-02-28.2', number: 16 }],
  ['number below the first', { runId: '2026-02-28.2', number: 0 }],
  ['run', { number: 1 }],
])('an event that goes on with a wrong %s is refused', (_, continues) => {
  const reading = () => readEvent({ date: '2026-02-28', users: 7, trigger: 'manual', continues }, defaults);

  expect(reading).toThrow(InvalidEventError);
  expect(reading).toThrow('Unrecognized key: "continues"');
});
