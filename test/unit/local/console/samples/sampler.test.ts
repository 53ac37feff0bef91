import { Part } from '../../../../../local/console/samples/part.ts';
import { RowCounter } from '../../../../../local/console/samples/row-counter.ts';
import { type Parts, Sampler } from '../../../../../local/console/samples/sampler.ts';
import { aRun } from '../a-sample.ts';

const timeoutMs = 20;

/** A sampler of a pipeline that is well, but for the asks given. */
function aSampler(asks: Partial<Record<keyof Parts, () => Promise<never>>> = {}) {
  let nowMs = 0;
  let counts = 0;
  const now = () => nowMs;
  const part = <Name extends keyof Parts>(name: Name, value: Awaited<ReturnType<Parts[Name]['read']>>['value']) =>
    new Part({ name, timeoutMs, ask: asks[name] ?? (async () => value) }) as unknown as Parts[Name];
  const parts: Parts = {
    topic: part('topic', { published: 1000, lag: 10 }),
    poller: part('poller', {
      sink: { delivered: 990 },
      mapping: { state: 'Enabled', lastResult: 'OK', inFlight: 1, buffered: 9 },
    }),
    deadLetters: part('deadLetters', 3),
    cassandra: part('cassandra', true),
    runs: part('runs', [aRun()]),
    missedDays: part('missedDays', ['2026-03-31']),
    schedule: part('schedule', { expression: 'cron(0 10 * * ? *)', isEnabled: true }),
  };
  const count = async () => {
    counts += 1;
    return 990;
  };
  const counters = {
    cassandra: new RowCounter({ name: 'cassandra', count, now }),
    postgres: new RowCounter({ name: 'postgres', count, now }),
  };
  const sampler = new Sampler({ parts, counters, now });
  const pass = (ms: number) => {
    nowMs += ms;
    return sampler.tick();
  };
  return { sampler, pass, counts: () => counts };
}

test('a sample has what every part says', async () => {
  const { sampler, pass } = aSampler();

  sampler.noteSeen();
  await pass(0);
  await pass(2000);

  const rows = { rows: 990, at: '1970-01-01T00:00:00.000Z', committed: 990 };
  expect(sampler.samples.at(-1)).toEqual({
    ...{ at: '1970-01-01T00:00:02.000Z', published: 1000, lag: 10, sink: { delivered: 990 }, deadLetters: 3 },
    mapping: { state: 'Enabled', lastResult: 'OK', inFlight: 1, buffered: 9 },
    rows: { cassandra: rows, postgres: rows },
    ...{ runs: [aRun()], missedDays: ['2026-03-31'] },
    schedule: { expression: 'cron(0 10 * * ? *)', isEnabled: true },
    problems: [],
  });
});

test('a part that hangs and one that fails leave their fields empty, and are named', async () => {
  const { sampler, pass, counts } = aSampler({
    topic: () => new Promise(() => undefined),
    cassandra: () => Promise.reject(new Error('NoHostAvailable')),
  });

  await pass(0);

  const [sample] = sampler.samples;
  expect(sample).toMatchObject({ published: null, lag: null, sink: { delivered: 990 }, deadLetters: 3 });
  expect(sample?.problems.map(({ part }) => part)).toEqual(['topic', 'cassandra']);
  // The store that is away is not counted.
  expect(counts()).toBe(1);
});

test('while nobody looks there are fewer samples', async () => {
  const { sampler, pass } = aSampler();
  const samplesIn = async (ms: number) => {
    const before = sampler.samples.length;
    for (let passed = 0; passed < ms; passed += 2000) await pass(2000);
    return sampler.samples.length - before;
  };

  expect(await samplesIn(60_000)).toBe(6);
  sampler.noteSeen();
  expect(await samplesIn(58_000)).toBe(29);
  expect(await samplesIn(62_000)).toBeLessThanOrEqual(7);
});

test('samples of the last quarter of an hour are kept', async () => {
  const { sampler, pass } = aSampler();

  for (let passed = 0; passed < 3_600_000; passed += 2000) {
    sampler.noteSeen();
    await pass(2000);
  }

  expect(sampler.samples).toHaveLength(451);
  const ages = [sampler.samples[0], sampler.samples.at(-1)].map((sample) => sample?.at);
  expect(ages).toEqual(['1970-01-01T00:45:00.000Z', '1970-01-01T01:00:00.000Z']);
});
