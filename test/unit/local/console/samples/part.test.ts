import { ConsoleProblem } from '../../../../../local/console/problem.ts';
import { Part } from '../../../../../local/console/samples/part.ts';

const timeoutMs = 20;

test('what a part says is read', async () => {
  const part = new Part({ name: 'Kafka', timeoutMs, ask: async () => 7 });

  expect(await part.read()).toEqual({ value: 7, problem: null });
});

test('a part that hangs is named, and not asked again until it has answered', async () => {
  let asked = 0;
  let answer: (value: number) => void = () => undefined;
  const part = new Part({
    ...{ name: 'Kafka', timeoutMs },
    ask: () => {
      asked += 1;
      return new Promise<number>((resolve) => {
        answer = resolve;
      });
    },
  });

  for (const _ of [1, 2]) {
    const { value, problem } = await part.read();
    expect(value).toBeNull();
    expect(problem).toMatchObject({ part: 'Kafka', message: 'Kafka does not answer: no answer within 0.02 s.' });
  }
  expect(asked).toBe(1);

  const late = part.read();
  answer(7);
  expect(await late).toEqual({ value: 7, problem: null });
  const next = part.read();
  answer(8);
  expect(await next).toEqual({ value: 8, problem: null });
  expect(asked).toBe(2);
});

test('a problem keeps its words and its remedy, and an error gets some', async () => {
  const errors = [new ConsoleProblem(503, 'Kafka does not answer: closed', 'Start it.'), new Error('no such table')];
  const part = new Part({ name: 'Kafka', timeoutMs, ask: () => Promise.reject(errors.shift()) });

  expect((await part.read()).problem).toEqual({
    ...{ part: 'Kafka', message: 'Kafka does not answer: closed', remedy: 'Start it.' },
  });
  expect((await part.read()).problem).toMatchObject({ part: 'Kafka', message: 'Kafka: no such table' });
});

test('what a part said is good for a while; a problem is not', async () => {
  let nowMs = 0;
  const answers = [() => Promise.reject(new Error('away')), async () => 1, async () => 2];
  const ask = () => (answers.shift() as () => Promise<number>)();
  const part = new Part({ name: 'Schedule', timeoutMs, everyMs: 1000, now: () => nowMs, ask });

  expect((await part.read()).value).toBeNull();
  expect((await part.read()).value).toBe(1);
  nowMs = 999;
  expect((await part.read()).value).toBe(1);
  nowMs = 1000;
  expect((await part.read()).value).toBe(2);
});
