import { jest } from '@jest/globals';
import fc from 'fast-check';
import { type DeadLetter, readDeadLetter } from '../../../../lambdas/core/dead-letter.ts';
import { DeadlineError } from '../../../../lambdas/core/errors.ts';
import {
  deadLetterSender,
  type LetterQueue,
  type PoisonRecord,
  type ValueObjects,
} from '../../../../lambdas/sink-users/send-dead-letters.ts';
import { record } from './sample-changes.ts';

const never = new AbortController().signal;
const maximumBytes = 256 * 1024;

function poison(offset: number, value = 'no user'): PoisonRecord {
  const place = { partition: 't-0', offset };
  return { place, record: record(offset, { key: 'key', value }), reason: 'INVALID_RECORD', message: 'bad' };
}

function manyPoison(count: number, value?: string): PoisonRecord[] {
  return Array.from({ length: count }, (_, offset) => poison(offset, value));
}

type Refuse = (offset: number, earlier: number) => string | undefined;

/** A queue and a bucket in memory. @param refuse is asked for each message, with how many requests came before. */
function fakePorts(refuse: Refuse = () => undefined, put: ValueObjects['put'] = async () => undefined) {
  const requests: (readonly string[])[] = [];
  const letters: DeadLetter[] = [];
  const values = new Map<string, Buffer>();
  const queue: LetterQueue = {
    async send(messages) {
      const earlier = requests.push(messages) - 1;
      return messages.map((text) => {
        const letter = readDeadLetter(JSON.parse(text)) as DeadLetter;
        const problem = refuse(letter.offset, earlier);
        if (problem === undefined) letters.push(letter);
        return problem;
      });
    },
  };
  const objects: ValueObjects = {
    bucket: 'values',
    async put(key, bytes, signal) {
      await put(key, bytes, signal);
      values.set(key, bytes);
    },
  };
  return { requests, letters, values, ports: { queue, objects } };
}

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

/** What the work comes to, with every wait passed over. */
async function settle<Result>(work: Promise<Result>): Promise<Result> {
  const [result] = await Promise.all([work, jest.runAllTimersAsync()]);
  return result;
}

const offsetsOf = (list: readonly DeadLetter[]) => list.map(({ offset }) => offset).sort((a, b) => a - b);

test('nothing to send asks nobody', async () => {
  const { ports, requests } = fakePorts();

  await expect(deadLetterSender(ports, 'r')([], never)).resolves.toEqual([]);

  expect(requests).toEqual([]);
});

test('ten letters go at once, and each record is one letter', async () => {
  const { ports, requests, letters } = fakePorts();

  await expect(settle(deadLetterSender(ports, 'r')(manyPoison(25), never))).resolves.toEqual([]);

  expect(requests.map(({ length }) => length)).toEqual([10, 10, 5]);
  expect(offsetsOf(letters)).toEqual([...Array(25).keys()]);
});

test('of a request some of whose letters are not taken only these are sent again', async () => {
  const { ports, requests, letters } = fakePorts((offset, earlier) =>
    earlier === 0 && offset % 2 === 1 ? 'InternalError: later' : undefined,
  );

  await expect(settle(deadLetterSender(ports, 'r')(manyPoison(5), never))).resolves.toEqual([]);

  expect(requests.map(({ length }) => length)).toEqual([5, 2]);
  expect(offsetsOf(letters)).toEqual([0, 1, 2, 3, 4]);
});

test('a letter that is never taken is given up after five attempts, alone', async () => {
  const { ports, requests, letters } = fakePorts((offset) => (offset === 3 ? 'InternalError: no' : undefined));

  const failed = await settle(deadLetterSender(ports, 'r')(manyPoison(5), never));

  expect(failed).toEqual([{ place: { partition: 't-0', offset: 3 }, reason: 'dead letters: InternalError: no' }]);
  expect(requests.map(({ length }) => length)).toEqual([5, 1, 1, 1, 1]);
  expect(offsetsOf(letters)).toEqual([0, 1, 2, 4]);
});

test('where the queue rejects, all letters of the request have failed with its last reason', async () => {
  const { ports } = fakePorts();
  const reasons = [1, 2, 3, 4, 5, 6].map((number) => new Error(`away ${number}`));
  const send = jest.fn(() => Promise.reject(reasons.shift()));

  const failed = await settle(deadLetterSender({ ...ports, queue: { send } }, 'r')(manyPoison(2), never));

  expect(failed.map(({ place, reason }) => [place.offset, reason])).toEqual([
    [0, 'dead letters: away 5'],
    [1, 'dead letters: away 5'],
  ]);
  expect(send).toHaveBeenCalledTimes(5);
});

test('at the deadline what is not sent has failed, and nothing is tried any more', async () => {
  const controller = new AbortController();
  const { ports, requests } = fakePorts(() => {
    controller.abort(new DeadlineError('no time left'));
    return 'InternalError: later';
  });

  const failed = await settle(deadLetterSender(ports, 'r')(manyPoison(1), controller.signal));

  expect(failed).toEqual([{ place: { partition: 't-0', offset: 0 }, reason: 'dead letters: no time left' }]);
  expect(requests).toHaveLength(1);
});

test('a value that makes the letter too large is an object named after the record’s place', async () => {
  const { ports, letters, values } = fakePorts();
  const value = 'x'.repeat(maximumBytes);

  await settle(deadLetterSender(ports, 'r')([poison(7, value)], never));

  const key = 't/0/7-1700000000000';
  expect(letters).toMatchObject([
    { offset: 7, value: null, valueObject: { bucket: 'values', key, bytes: value.length } },
  ]);
  expect(values.get(key)?.toString()).toBe(value);
});

test('a value that cannot be kept is tried again, and then its record has failed and the others are sent', async () => {
  const put = jest.fn<ValueObjects['put']>(() => Promise.reject(new Error('no bucket')));
  const { ports, letters } = fakePorts(() => undefined, put);

  const failed = await settle(
    deadLetterSender(ports, 'r')([poison(0), poison(1, 'x'.repeat(maximumBytes)), poison(2)], never),
  );

  expect(failed).toEqual([{ place: { partition: 't-0', offset: 1 }, reason: 'dead letters: no bucket' }]);
  expect(put).toHaveBeenCalledTimes(5);
  expect(offsetsOf(letters)).toEqual([0, 2]);
});

test('letters wait for each other: no more than eight requests are under way at once', async () => {
  let [underWay, most] = [0, 0];
  const send: LetterQueue['send'] = async (messages) => {
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise((resolve) => setTimeout(resolve, 10));
    underWay -= 1;
    return messages.map(() => undefined);
  };

  await settle(deadLetterSender({ ...fakePorts().ports, queue: { send } }, 'r')(manyPoison(500), never));

  expect(most).toBe(8);
});

test('whatever the sizes, every request is within the limits and every record is one letter with its own bytes', async () => {
  jest.useRealTimers();
  const sizes = fc.array(fc.oneof(fc.nat(300), fc.nat(70_000), fc.nat(400_000)), { maxLength: 25 });

  await fc.assert(
    fc.asyncProperty(sizes, async (list) => {
      const { ports, requests, letters, values } = fakePorts();
      const records = list.map((size, offset) => poison(offset, String(offset % 10).repeat(size)));

      await expect(deadLetterSender(ports, 'r')(records, never)).resolves.toEqual([]);

      const bytesOf = (texts: readonly string[]) => texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
      expect(requests.filter((texts) => texts.length > 10 || bytesOf(texts) > maximumBytes)).toEqual([]);
      expect(offsetsOf(letters)).toEqual([...list.keys()]);
      for (const { offset, value, valueObject } of letters) {
        const bytes = valueObject ? values.get(valueObject.key) : Buffer.from(value ?? '', 'base64');
        expect(bytes?.toString()).toBe(String(offset % 10).repeat(list[offset] ?? 0));
      }
    }),
    { numRuns: 30 },
  );
});
