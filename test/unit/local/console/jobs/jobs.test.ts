import { Jobs } from '../../../../../local/console/jobs/jobs.ts';
import { ConsoleProblem } from '../../../../../local/console/problem.ts';
import { StartError } from '../../../../../local/start-error.ts';

/** Work that goes on until it is told, or cancelled. */
function work() {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const run = (report: (line: string) => void, signal: AbortSignal) => {
    report('begun');
    signal.addEventListener('abort', () => reject(signal.reason));
    return promise;
  };
  return { run, done: resolve, fail: reject };
}

/** The other promises have their turn first. */
const turn = () => new Promise(setImmediate);

function problemOf(start: () => unknown): unknown {
  try {
    return start();
  } catch (error) {
    return error;
  }
}

test('a job is told of from its beginning to what it comes to', async () => {
  const jobs = new Jobs();
  const { run, done } = work();
  const { id } = jobs.start('run', 'Run 2026-11-01', run);

  expect(jobs.get(id)).toMatchObject({ id, kind: 'run', title: 'Run 2026-11-01', state: 'running', lines: ['begun'] });
  done({ published: 5 });
  await turn();
  expect(jobs.get(id)).toMatchObject({ state: 'done', result: { published: 5 }, endedAt: expect.any(String) });
  expect(JSON.parse(JSON.stringify(jobs.get(id)))).not.toHaveProperty('abort');
});

test('of a kind there is one at a time', async () => {
  const jobs = new Jobs();
  const { run, done } = work();
  jobs.start('run', 'The first', run);

  const problem = problemOf(() => jobs.start('run', 'The second', run));
  expect(problem).toBeInstanceOf(ConsoleProblem);
  expect(problem).toMatchObject({ status: 409, message: 'The first is under way.' });
  jobs.start('replay', 'Another kind', run);
  done(undefined);
  await turn();
  expect(jobs.start('run', 'The third', run).title).toBe('The third');
});

test('of different kinds there are so many', () => {
  const jobs = new Jobs();
  for (let number = 1; number <= 8; number += 1) jobs.start(`kind ${number}`, 'A job', work().run);

  expect(problemOf(() => jobs.start('kind 9', 'One more', work().run))).toMatchObject({ status: 409 });
});

test('one that is cancelled runs until it has ended, and keeps others of its kind out until then', async () => {
  const jobs = new Jobs();
  const { promise, resolve } = Promise.withResolvers<void>();
  const { id } = jobs.start('run', 'Slow to end', async (_, signal) => {
    await promise;
    signal.throwIfAborted();
  });

  expect(jobs.cancel(id).state).toBe('running');
  expect(problemOf(() => jobs.start('run', 'Another', work().run))).toMatchObject({ status: 409 });
  resolve();
  await turn();
  expect(jobs.get(id)).toMatchObject({ state: 'cancelled', error: 'Cancelled.' });
  // There is nothing left to cancel.
  expect(jobs.cancel(id).state).toBe('cancelled');
});

test('all are cancelled, and waited for', async () => {
  const jobs = new Jobs();
  const ids = ['a', 'b'].map((kind) => jobs.start(kind, kind, work().run).id);

  await jobs.cancelAll();

  expect(ids.map((id) => jobs.get(id).state)).toEqual(['cancelled', 'cancelled']);
});

test.each([
  ['an error', new Error('why'), 'why', 1],
  ['an error without words', new TypeError(), 'TypeError', 1],
  ['what is no error', 'a text', 'a text', 1],
  ['nothing', undefined, 'undefined', 1],
  ['what was foreseen', new StartError('do that'), 'do that', 0],
  ['a problem', new ConsoleProblem(503, 'Kafka is away', 'start it'), 'Kafka is away', 0],
])('%s fails the job, and is logged unless it was foreseen', async (_, error, message, lines) => {
  const logged: string[] = [];
  const jobs = new Jobs((line) => logged.push(line));
  const { id } = jobs.start('run', 'A job', () => Promise.reject(error));
  await turn();

  expect(jobs.get(id)).toMatchObject({ state: 'failed', error: message });
  expect(logged).toHaveLength(lines);
});

test('work that fails before it waits for anything fails the job, not who started it', async () => {
  const jobs = new Jobs();
  const { id } = jobs.start('run', 'A job', () => {
    throw new Error('at once');
  });
  await turn();

  expect(jobs.get(id)).toMatchObject({ state: 'failed', error: 'at once' });
});

test('the last lines are kept, and no line is endless', async () => {
  const jobs = new Jobs();
  const { id } = jobs.start('run', 'Talks', async (report) => {
    for (let number = 1; number <= 1000; number += 1) report(String(number));
    report('x'.repeat(100_000));
  });
  await turn();

  const { lines } = jobs.get(id);
  expect(lines).toHaveLength(200);
  expect(lines.at(-2)).toBe('1000');
  expect(lines.at(-1)).toHaveLength(2000);
});

test('the newest are kept, and whatever runs', async () => {
  const jobs = new Jobs();
  const { id } = jobs.start('long', 'Runs on', work().run);
  for (let number = 1; number <= 100; number += 1) {
    jobs.start('short', `Short ${number}`, async () => undefined);
    await turn();
  }

  const all = jobs.all();
  expect(all).toHaveLength(50);
  expect(all[0]?.title).toBe('Short 100');
  expect(all.at(-1)?.id).toBe(id);
});

test('one that is not known is named', () => {
  for (const ask of ['get', 'cancel'] as const) {
    expect(problemOf(() => new Jobs()[ask]('none'))).toMatchObject({
      ...{ status: 404, message: 'The job none is not there.' },
    });
  }
});
