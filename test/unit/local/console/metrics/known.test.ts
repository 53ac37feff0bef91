import { Known } from '../../../../../local/console/metrics/known.ts';

const times = { freshMs: 100, keptMs: 1000 };

/** Answers of a part that a test gives one by one. */
function questions() {
  const open: PromiseWithResolvers<string>[] = [];
  const ask = () => {
    const question = Promise.withResolvers<string>();
    open.push(question);
    return question.promise;
  };
  return { open, ask };
}

test('an answer is given as soon as it is there, and again while it is fresh', async () => {
  let nowMs = 0;
  const answers = ['first', 'second'];
  const known = new Known({ ...times, ask: async () => answers.shift() ?? 'none', now: () => nowMs });

  await expect(known.read(5000)).resolves.toBe('first');
  nowMs = 100;
  await expect(known.read(5000)).resolves.toBe('first');
  nowMs = 101;
  await expect(known.read(5000)).resolves.toBe('second');
});

test('nobody waits for a part that is away, which is asked once at a time', async () => {
  const { open, ask } = questions();
  const known = new Known({ ...times, ask });

  await expect(Promise.all([known.read(5), known.read(5)])).resolves.toEqual([null, null]);
  expect(open).toHaveLength(1);
  open[0]?.resolve('late');
  await expect(known.read(5000)).resolves.toBe('late');
});

test('what was known stays known for a while', async () => {
  let nowMs = 0;
  const { open, ask } = questions();
  const known = new Known({ ...times, ask, now: () => nowMs });
  const first = known.read(5000);
  open[0]?.resolve('old');
  await first;

  nowMs = 1000;
  await expect(known.read(5)).resolves.toBe('old');
  nowMs = 1001;
  await expect(known.read(5)).resolves.toBeNull();
});

test('a part that refuses is asked again by the next one who wants to know', async () => {
  const answers = [Promise.reject(new Error('away')), Promise.resolve('back')];
  const known = new Known({ ...times, ask: () => answers.shift() ?? Promise.resolve('none') });

  await expect(known.read(5000)).resolves.toBeNull();
  await expect(known.read(5000)).resolves.toBe('back');
});
