import { jest } from '@jest/globals';
import { away } from '../../../../../local/console/problem.ts';
import { isKafkaAway } from '../../../../../local/console/sources/is-away.ts';
import { lending } from '../../../../../local/console/sources/lending.ts';
import { Lent } from '../../../../../local/console/sources/lent.ts';

const broken = new Error('connection terminated');
const isAway = (error: unknown) => error === broken;

/** A part whose connections are numbers, of which the first ones are broken. @param takesMs an answer of those */
function part({ brokenOnes, takesMs = 0 }: { readonly brokenOnes: number; readonly takesMs?: number }) {
  const asked: number[] = [];
  const closed: number[] = [];
  let opened = 0;
  const lent = new Lent(
    async () => ++opened,
    async (number) => closed.push(number),
  );
  const ask = async (number: number) => {
    asked.push(number);
    if (number > brokenOnes) return `answer of ${number}`;
    jest.advanceTimersByTime(takesMs);
    throw broken;
  };
  return { ask: () => lending('Kafka', lent, ask, isAway), asked, closed };
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
});
afterEach(() => {
  jest.useRealTimers();
});

test('a connection that was broken before it was asked is replaced, and nobody hears of it', async () => {
  const { ask, asked, closed } = part({ brokenOnes: 1 });

  await expect(ask()).resolves.toBe('answer of 2');
  await expect(ask()).resolves.toBe('answer of 2');

  expect({ asked, closed }).toEqual({ asked: [1, 2, 2], closed: [1] });
});

test('a part that is away is asked twice, and its name is told', async () => {
  const { ask, asked } = part({ brokenOnes: 2 });

  await expect(ask()).rejects.toMatchObject({
    status: 503,
    message: 'Kafka does not answer: connection terminated',
  });

  expect(asked).toEqual([1, 2]);
});

test('a part that stands still is waited for once, and connected anew for the next who asks', async () => {
  const { ask, asked, closed } = part({ brokenOnes: 1, takesMs: 7000 });

  await expect(ask()).rejects.toMatchObject({ status: 503 });
  await expect(ask()).resolves.toBe('answer of 2');

  expect({ asked, closed }).toEqual({ asked: [1, 2], closed: [1] });
});

test.each([
  ['an error of another kind', new TypeError('undefined is not a function')],
  ['that another part, asked meanwhile, is away', away('The schema registry', broken)],
])('%s is thrown as it is, once, and the connection kept', async (_, error) => {
  const asked: number[] = [];
  let opened = 0;
  const lent = new Lent(
    async () => ++opened,
    async () => undefined,
  );
  const ask = (connection: number) => {
    asked.push(connection);
    return Promise.reject(error);
  };

  await expect(lending('Kafka', lent, ask, isKafkaAway)).rejects.toBe(error);

  expect(asked).toEqual([1]);
  await expect(lent.current()).resolves.toBe(1);
});
