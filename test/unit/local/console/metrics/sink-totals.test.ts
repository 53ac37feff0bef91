import { SinkCounter, type SinkTotals } from '../../../../../local/console/metrics/sink-totals.ts';

const minuteMs = 60_000;
const start = Date.parse('2026-05-01T12:00:30Z');

/** CloudWatch with one record stored at each of some times. */
function cloudWatch(storedAt: number[]) {
  const asked: number[] = [];
  const read = async (from: Date, to: Date) => {
    asked.push(to.getTime() - from.getTime());
    const sum = storedAt.filter((at) => at >= from.getTime() && at < to.getTime()).length;
    return [sum, 0, 0, sum * 0.1, 0, sum, 0];
  };
  return { read, asked, storedAt };
}

test('what was counted before the console started does not count', async () => {
  const { read } = cloudWatch([start - 2 * minuteMs, start + 1000]);

  const totals = await new SinkCounter(read, () => start + 2000).totals();

  expect(totals).toEqual<SinkTotals>({
    ...{ stored: 1, failed: 0, givenUp: 0 },
    ...{ storeMs: { cassandra: 0.1, postgres: 0 }, storeBatches: { cassandra: 1, postgres: 0 } },
  });
});

test('a counter goes on for days, and asks for some minutes only', async () => {
  const { read, asked, storedAt } = cloudWatch([]);
  let nowMs = start;
  const counter = new SinkCounter(read, () => nowMs);
  let before = await counter.totals();

  for (let minute = 1; minute <= 2 * 24 * 60; minute += 1) {
    nowMs = start + minute * minuteMs;
    storedAt.push(nowMs - 1000);
    const totals = await counter.totals();
    expect(totals.stored).toBe(minute);
    expect(totals.storeMs.cassandra).toBeGreaterThan(before.storeMs.cassandra);
    before = totals;
  }

  expect(Math.max(...asked)).toBeLessThan(25 * minuteMs);
});

test('a LocalStack that has forgotten takes nothing away, and what comes then counts', async () => {
  const { read, storedAt } = cloudWatch([start + 1, start + 2, start + 3]);
  let nowMs = start + 1000;
  const counter = new SinkCounter(read, () => nowMs);
  await counter.totals();

  storedAt.splice(0, 3, start + 2000);
  nowMs = start + 3000;

  await expect(counter.totals()).resolves.toMatchObject({ stored: 4 });
  await expect(counter.totals()).resolves.toMatchObject({ stored: 4 });
});
