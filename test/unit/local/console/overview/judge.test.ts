import { judge } from '../../../../../local/console/overview/judge.ts';
import type { Sample } from '../../../../../local/console/samples/sample.ts';
import { aRun, aSample } from '../a-sample.ts';

/** Every two seconds for so long, with the newest at the end. */
function over(seconds: number, sampleAt: (second: number) => Partial<Sample>): Sample[] {
  return Array.from({ length: seconds / 2 + 1 }, (_, index) => aSample(index * 2, sampleAt(index * 2)));
}

const titles = (samples: readonly Sample[]) => judge(samples).map(({ severity, title }) => `${severity}: ${title}`);

test('a pipeline that is well has no findings, nor one that was not asked yet', () => {
  expect(judge([])).toEqual([]);
  expect(judge(over(60, () => ({})))).toEqual([]);
});

test('records on their way are well as long as they move', () => {
  const moving = over(60, (second) => ({ published: 10_000, lag: 8000 - second * 100 }));

  expect(judge(moving)).toEqual([]);
});

test('a mapping that is paused is told, with what waits', () => {
  const mapping = { state: 'Disabled', lastResult: 'OK', inFlight: 0, buffered: 0 } as const;

  expect(titles([aSample(0, { mapping })])).toEqual([`warning: The sink's mapping is paused.`]);
  expect(titles(over(60, () => ({ mapping, lag: 1 })))).toEqual([
    `warning: The sink's mapping is paused: 1 record waits.`,
  ]);
  expect(judge([aSample(0, { mapping })])[0]).toMatchObject({ about: ['mapping'], link: { to: '/mappings' } });
});

test('nothing that moves while records wait is bad, after half a minute', () => {
  const still = (seconds: number) => over(seconds, () => ({ published: 1500, lag: 500 }));

  expect(titles(still(28))).toEqual([]);
  expect(titles(still(30))).toEqual(['bad: 500 records wait, and none has moved for 30 seconds.']);
  // What has come just now has not been waiting.
  expect(titles(over(60, (second) => (second < 50 ? {} : { published: 1500, lag: 500 })))).toEqual([]);
});

test('a lag that grows, and takes longer than a minute, is a warning', () => {
  const growing = (storedPerSecond: number) =>
    over(60, (second) => {
      const lag = 1000 + second * 100;
      return { lag, published: lag + second * storedPerSecond };
    });

  expect(titles(growing(10))).toEqual(['warning: 7,000 records wait, 6,000 more than a minute ago.']);
  expect(titles(growing(200))).toEqual([]);
});

test('invocations that fail, records that are lost and a problem of the mapping are told', () => {
  const failing = over(60, (second) => ({ sink: { failedInvocations: second, dropped: second === 60 ? 1 : 0 } }));
  const restarted = over(4, (second) => ({ sink: { failedInvocations: second === 0 ? 9 : 2, dropped: 0 } }));
  const mapping = { state: 'Enabled', lastResult: 'PROBLEM: no brokers', inFlight: 0, buffered: 0 } as const;

  expect(titles(failing)).toEqual([
    'bad: 1 record was given up, and no destination took it.',
    'warning: 60 invocations of users-sink failed in the last minute.',
  ]);
  expect(titles(restarted)).toEqual(['warning: 2 invocations of users-sink failed in the last minute.']);
  expect(titles([aSample(0, { mapping })])).toEqual(["bad: The sink's mapping has a problem."]);
});

test('a part is away when it did not answer twice in a row; one message is one finding', () => {
  const message = 'LocalStack does not answer: refused';
  const problems = ['Failure queue', 'Schedule'].map((part) => ({ part, message, remedy: 'npm start' }));
  const away = { deadLetters: null, schedule: null, problems };

  expect(judge([aSample(0), aSample(2, away)])).toEqual([]);
  expect(judge([aSample(0, away), aSample(2, away)])).toEqual([
    { severity: 'bad', about: ['deadLetters', 'schedule'], title: message, remedy: 'npm start', link: null },
  ]);
});

test('stores that differ are told once both are counted as far as the sink has committed', () => {
  const at = '2026-04-01T12:00:00.000Z';
  const rows = (cassandra: number, committed: number) => ({
    cassandra: { rows: cassandra, at, committed },
    postgres: { rows: 1000, at, committed: 1000 },
  });

  expect(titles([aSample(0, { rows: rows(999, 1000) })])).toEqual([
    'bad: The stores differ: 999 users in Cassandra, 1,000 users in PostgreSQL.',
  ]);
  expect(judge([aSample(0, { rows: rows(999, 998) })])).toEqual([]);
  expect(judge([aSample(0, { rows: rows(999, 1000), lag: 1, published: 1001 })])).toEqual([]);
});

test('the last run is bad when it failed or was lost, and noted when it rejected users', () => {
  const last = (changes: Parameters<typeof aRun>[0]) => judge([aSample(0, { runs: [aRun(changes), aRun()] })]);

  expect(last({ state: 'failed', error: 'the API answered 500' })).toMatchObject([
    {
      severity: 'bad',
      title: 'The last run, of 2026-04-01, failed: the API answered 500',
      link: { to: '/runs/2026-04-01.1' },
    },
  ]);
  expect(last({ state: 'running', lapsed: true, endedAt: null })).toMatchObject([
    { severity: 'bad', title: 'The last run, of 2026-04-01, failed: it ended without saying so.' },
  ]);
  expect(last({ state: 'degraded', rejected: 2 })).toMatchObject([
    { severity: 'note', title: '2 users of 2026-04-01 were rejected.' },
  ]);
  expect(last({ state: 'running', endedAt: null })).toEqual([]);
  expect(last({ state: 'failed', error: 'x'.repeat(400) })[0]?.title.length).toBeLessThan(200);
});

test('missed days, dead letters and a disabled schedule are warnings, each with the view that helps', () => {
  const findings = judge([
    aSample(0, {
      ...{ missedDays: ['2026-03-30', '2026-03-31'], deadLetters: 1 },
      schedule: { expression: 'cron(0 10 * * ? *)', isEnabled: false },
    }),
  ]);

  expect(findings.map(({ severity, title, link }) => [severity, title, link?.to])).toEqual([
    ['warning', '2 days since 2026-03-30 have no run that succeeded.', '/runs'],
    ['warning', '1 dead letter waits.', '/dead-letters'],
    ['warning', 'The schedule is disabled: no run begins by itself.', '/runs'],
  ]);
});

test('the worst comes first', () => {
  const bad = aSample(0, { deadLetters: 1, runs: [aRun({ state: 'failed', error: 'no' })] });

  expect(judge([bad]).map(({ severity }) => severity)).toEqual(['bad', 'warning']);
});
