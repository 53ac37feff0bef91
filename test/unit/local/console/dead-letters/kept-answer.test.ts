import { jest } from '@jest/globals';
import { KeptAnswer, KeptAnswers } from '../../../../../local/console/dead-letters/kept-answer.ts';

/** Lets what is ready go on. */
const soon = () => new Promise(setImmediate);

test('it tells at once what it knows, and asks once at a time', async () => {
  const answers: ((value: string) => void)[] = [];
  const kept = new KeptAnswer(() => new Promise<string>((resolve) => answers.push(resolve)));
  expect(kept.known).toEqual({ isAsking: false });

  kept.renew();
  kept.renew();
  expect(kept.known).toEqual({ isAsking: true });
  answers[0]?.('first');
  await soon();

  expect(answers).toHaveLength(1);
  expect(kept.known).toMatchObject({ answer: 'first', isAsking: false });
});

test('what fails leaves the answer before it, until the next one comes', async () => {
  const answers = [async () => 'first', async () => Promise.reject(new Error('away')), async () => 'second'];
  const kept = new KeptAnswer(async () => answers.shift()?.() ?? 'none');

  kept.renew();
  await soon();
  kept.renew();
  await soon();
  expect(kept.known).toMatchObject({ answer: 'first', problem: new Error('away'), isAsking: false });

  kept.renew();
  await soon();
  expect(kept.known).toMatchObject({ answer: 'second', isAsking: false });
  expect(kept.known.problem).toBeUndefined();
});

test('an answer is outdated by what has changed since it was begun, not by what changed before', async () => {
  const clock = jest.spyOn(Date, 'now').mockReturnValue(1000);
  const kept = new KeptAnswer(async (begun) => {
    clock.mockReturnValue(3000);
    begun();
    return 'answer';
  });
  try {
    kept.renew();
    clock.mockReturnValue(2000);
    kept.outdate();
    await soon();
    expect(kept.isOutdated).toBe(false);
    clock.mockReturnValue(4000);
    kept.outdate();
    expect(kept.isOutdated).toBe(true);
  } finally {
    clock.mockRestore();
  }
});

test('the answers that were used last are kept', async () => {
  const all = new KeptAnswers<string>(2, async (question) => `answer to ${question}`);
  for (const question of ['a', 'b', 'a', 'c']) {
    if (!all.of(question).known.answer) all.of(question).renew();
    await soon();
  }

  expect(['a', 'c'].map((question) => all.of(question).known.answer)).toEqual(['answer to a', 'answer to c']);
  expect(all.of('b').known.answer).toBeUndefined();
});
