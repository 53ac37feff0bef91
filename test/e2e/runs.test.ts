import { fetchUsers } from '../../local/deployment/fetch-users.ts';
import { withKafkaAdmin } from '../../local/deployment/kafka-admin.ts';
import { runCommand } from '../support/command.ts';
import { invokeFetch, lambda, query, settings, startPipeline } from '../support/pipeline/deployed-pipeline.ts';
import { fetchingFrom, type TestApi, testApi } from '../support/pipeline/fetching-from.ts';

const minutes = 60_000;
let api: TestApi;

beforeAll(async () => {
  await startPipeline(10, '2025-09-01');
  api = await testApi();
  // A stack that is tested again has the runs of the last time.
  for (const table of ['pipeline_run_pages', 'pipeline_runs']) {
    await query(`DELETE FROM ${table} WHERE logical_date BETWEEN '2025-09-02' AND '2025-09-30'`, []);
  }
}, 10 * minutes);

afterAll(async () => {
  await api[Symbol.asyncDispose]();
  lambda.destroy();
});

afterEach(() => {
  api.delayMs = 0;
  api.refuse = () => undefined;
});

/** As the function asks the tests' API, in so many seconds. */
async function withApi<Result>(timeoutSeconds: number | undefined, work: () => Promise<Result>): Promise<Result> {
  const restore = await fetchingFrom(api.url, timeoutSeconds);
  return work().finally(restore);
}

async function recordsInTopic(): Promise<number> {
  const offsets = await withKafkaAdmin(settings, (admin) => admin.fetchTopicOffsets('users_created'));
  return offsets.reduce((sum, { high }) => sum + Number(high), 0);
}

function runsOf(date: string) {
  return query('SELECT * FROM pipeline_runs WHERE logical_date = $1 ORDER BY attempt', [date]);
}

function pagesOf(date: string) {
  const pages = 'SELECT page, fetched, published, run_id FROM pipeline_run_pages WHERE logical_date = $1 ORDER BY page';
  return query(pages, [date]);
}

test(
  'a date that is done is done once, whoever asks again, unless a rerun is asked for',
  async () => {
    const event = { date: '2025-09-02', users: 20 };
    const first = await invokeFetch(event);
    const before = await recordsInTopic();

    const again = await invokeFetch(event);
    const { code, stdout } = await runCommand(['start', '--', '--users=20', '--date=2025-09-02']);

    expect(again).toEqual({ failed: false, answer: { ...first.answer, repeated: true, seconds: expect.any(Number) } });
    expect({ code, stdout }).toEqual({
      ...{ code: 0, stdout: expect.stringContaining('20 users of 2025-09-02, already fetched by run 2025-09-02.1') },
    });
    await expect(recordsInTopic()).resolves.toBe(before);
    const rerun = await invokeFetch({ ...event, rerun: true });
    expect(rerun.answer).toMatchObject({ runId: '2025-09-02.2', repeated: false, published: 20 });
    await expect(recordsInTopic()).resolves.toBe(before + 20);
  },
  3 * minutes,
);

test(
  'of ten events at the same moment one runs, and the others say which',
  async () => {
    const event = { date: '2025-09-03', users: 10_000 };
    const before = await recordsInTopic();

    const answers = await Promise.all(Array.from({ length: 10 }, () => invokeFetch(event)));

    expect(answers.filter(({ failed }) => failed)).toEqual([]);
    expect(answers.filter(({ answer }) => !answer.repeated)).toHaveLength(1);
    expect(new Set(answers.map(({ answer }) => answer.runId))).toEqual(new Set(['2025-09-03.1']));
    await expect(recordsInTopic()).resolves.toBe(before + 10_000);
  },
  3 * minutes,
);

test(
  'after a run that failed the next one fetches only the pages that are left',
  async () => {
    const event = { date: '2025-09-04', users: 25_000 };
    await withApi(undefined, async () => {
      api.refuse = (_, page) => (page === 4 ? 404 : undefined);
      const before = await recordsInTopic();
      const failed = await invokeFetch(event);
      const done = await pagesOf(event.date);
      api.refuse = () => undefined;
      const askedBefore = api.asked.length;

      const next = await invokeFetch(event);

      expect(failed).toMatchObject({ failed: true, answer: { errorType: 'ApiError' } });
      const left = [1, 2, 3, 4, 5].filter((number) => !done.some(({ page }) => page === number));
      expect(left).toContain(4);
      expect(api.asked.slice(askedBefore).sort()).toEqual(left.map((page) => `users-${event.date} ${page}`));
      const published = left.length * 5000;
      expect(next.answer).toMatchObject({ attempt: 2, published, total: { fetched: 25_000, published: 25_000 } });
      const runs = await runsOf(event.date);
      expect(runs.map(({ state }) => state)).toEqual(['failed', 'succeeded']);
      expect(runs.reduce((sum, run) => sum + run.published, 0)).toBe(25_000);
      // A page that was published, but not kept before its run failed, is there twice.
      expect(await recordsInTopic()).toBeGreaterThanOrEqual(before + 25_000);
    });
  },
  4 * minutes,
);

test(
  'a run that takes longer than the function may goes on in further invocations, and fetches each page once',
  async () => {
    const [date, users] = ['2025-09-05', 40_000];
    // Of 30 s the last quarter before the margin of 10 s begins at 12.5 s: no invocation has time for three times three.
    await withApi(30, async () => {
      api.delayMs = 7000;
      const before = await recordsInTopic();
      const lines: string[] = [];
      const event = { date, users, trigger: 'backfill' } as const;

      const result = await fetchUsers(
        settings,
        event,
        AbortSignal.timeout(2 * minutes),
        (line) => void lines.push(line),
      );

      expect(result).toMatchObject({ runId: '2025-09-05.1', state: 'succeeded', published: users, repeated: false });
      expect(lines[0]).toMatch(/^run 2025-09-05\.1 is (continued|running): \d+,000 records published$/);
      const [run, ...others] = await runsOf(date);
      expect(run).toMatchObject({ state: 'succeeded', trigger: 'backfill', published: users });
      expect(run.continuations).toBeGreaterThan(0);
      expect(others).toEqual([]);
      const page = (number: number) => ({ page: number, fetched: 5000, published: 5000, run_id: '2025-09-05.1' });
      await expect(pagesOf(date)).resolves.toEqual([1, 2, 3, 4, 5, 6, 7, 8].map(page));
      // A page that the deadline ends in the middle is published again, as a whole.
      expect(await recordsInTopic()).toBeGreaterThanOrEqual(before + users);
    });
  },
  4 * minutes,
);

test(
  'a function that is too short for a page fails by name instead of going on for ever',
  async () => {
    const event = { date: '2025-09-06', users: 10 };
    await withApi(13, async () => {
      api.delayMs = 6000;

      await expect(invokeFetch(event)).resolves.toMatchObject({ failed: true, answer: { errorType: 'DeadlineError' } });
    });
    await expect(runsOf(event.date)).resolves.toMatchObject([{ state: 'failed', continuations: 0 }]);
  },
  3 * minutes,
);
