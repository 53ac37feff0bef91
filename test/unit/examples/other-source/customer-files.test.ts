import { type GetObjectCommand, NoSuchKey, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { jest } from '@jest/globals';
import { customerFiles } from '../../../../examples/other-source/customer-files.ts';
import { ApiError } from '../../../../lambdas/core/errors.ts';
import { fetchUsers } from '../../../../lambdas/fetch-users/fetch-users.ts';
import { fakePorts, inTime } from '../../lambdas/fetch-users/fake-ports.ts';

const never = new AbortController().signal;
const date = '2026-03-01';

/** A bucket whose objects are texts or bytes. @param refuse is asked for the error of each request. */
function fakeBucket(
  objects: Readonly<Record<string, string | Buffer>>,
  refuse: (earlier: number) => Error | undefined = () => undefined,
) {
  const asked: string[] = [];
  const send = async ({ input: { Key = '' } }: GetObjectCommand) => {
    const error = refuse(asked.push(Key) - 1);
    if (error) throw error;
    const object = objects[Key];
    if (object === undefined) throw new NoSuchKey({ message: 'no such key', $metadata: { httpStatusCode: 404 } });
    const bytes = Buffer.from(object);
    return { ContentLength: bytes.length, Body: { transformToByteArray: async () => bytes } };
  };
  return { source: customerFiles({ send } as unknown as Pick<S3Client, 'send'>, 'customers'), asked };
}

function answered(httpStatusCode: number, name = 'Error'): S3ServiceException {
  return new S3ServiceException({ name, message: name, $fault: 'client', $metadata: { httpStatusCode } });
}

function customer(number: number): string {
  return JSON.stringify({
    ...{ customer_no: `C-${number}`, given_name: 'Ada', family_name: 'Lovelace', sex: 'female', street: '12 Main St' },
    ...{ city: 'London', region: 'London', country: 'United Kingdom', postal_code: '1', mail: 'a@example.com' },
    ...{ login: `ada${number}`, born_on: '1990-05-17', customer_since: '2020-02-29T12:34:56Z', phone: '1', photo: 'x' },
  });
}

function customers(count: number, from = 1): string {
  return Array.from({ length: count }, (_, index) => `${customer(from + index)}\n`).join('');
}

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

/** What the work comes to, with every wait passed over. */
async function settle<Result>(work: Promise<Result>): Promise<PromiseSettledResult<Result>> {
  const [[result]] = await Promise.all([Promise.allSettled([work]), jest.runAllTimersAsync()]);
  return result;
}

test('a page is the object of the date with its number, line by line, whatever ends a line', async () => {
  const { source, asked } = fakeBucket({ '2026-03-01/2.jsonl': `{"a":1}\r\n\n{"a":2}` });

  await expect(source.fetchPage(date, { number: 2, size: 5000 }, never)).resolves.toEqual(['{"a":1}\r', '{"a":2}']);

  expect(asked).toEqual(['2026-03-01/2.jsonl']);
});

test('of more customers than the run has asked for the first ones are taken', async () => {
  const { source } = fakeBucket({ '2026-03-01/1.jsonl': 'a\nb\nc\n' });

  await expect(source.fetchPage(date, { number: 1, size: 2 }, never)).resolves.toEqual(['a', 'b']);
});

test('a date without customers is an error that names the object, and is not asked for again', async () => {
  const { source, asked } = fakeBucket({});

  const error = await source.fetchPage(date, { number: 1, size: 10 }, never).catch((reason) => reason);

  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({
    retryable: false,
    message: "s3://customers/2026-03-01/1.jsonl is not there: put the date's customers there, and run the date again.",
  });
  expect(asked).toHaveLength(1);
});

test('behind the last object there are no more customers', async () => {
  const { source } = fakeBucket({ '2026-03-01/1.jsonl': 'a\n' });

  await expect(source.fetchPage(date, { number: 2, size: 5000 }, never)).resolves.toEqual([]);
});

test.each([
  ['more lines than a page has', '{}\n'.repeat(5001), 'has 5001 lines, and 5000 are a page: cut it into more objects.'],
  ['bytes that are no text', Buffer.from([0x7b, 0xff, 0x7d]), 'is not in UTF-8.'],
  ['more bytes than the memory takes', Buffer.alloc(64 * 1024 * 1024 + 1), 'has more than 67108864 bytes.'],
])('an object with %s is refused by name, once', async (_, object, message) => {
  const { source, asked } = fakeBucket({ '2026-03-01/1.jsonl': object });

  const error = await source.fetchPage(date, { number: 1, size: 10 }, never).catch((reason) => reason);

  expect(error).toMatchObject({ retryable: false, message: `s3://customers/2026-03-01/1.jsonl ${message}` });
  expect(asked).toHaveLength(1);
});

test.each([answered(503, 'SlowDown'), answered(500), answered(429), new Error('socket hang up')])(
  'after $message the object is asked for again',
  async (error) => {
    const { source, asked } = fakeBucket({ '2026-03-01/1.jsonl': 'a\n' }, (earlier) =>
      earlier < 2 ? error : undefined,
    );

    const result = await settle(source.fetchPage(date, { number: 1, size: 10 }, never));

    expect(result).toEqual({ status: 'fulfilled', value: ['a'] });
    expect(asked).toHaveLength(3);
  },
);

test('what does not pass is given up after five more attempts, with the last reason', async () => {
  const { source, asked } = fakeBucket({}, () => answered(503, 'SlowDown'));

  const result = await settle(source.fetchPage(date, { number: 1, size: 10 }, never));

  const message = 's3://customers/2026-03-01/1.jsonl cannot be read: SlowDown';
  expect(result).toMatchObject({ status: 'rejected', reason: { message, retryable: true } });
  expect(asked).toHaveLength(6);
});

test('a bucket that may not be read is not asked again', async () => {
  const { source, asked } = fakeBucket({}, () => answered(403, 'AccessDenied'));

  const result = await settle(source.fetchPage(date, { number: 1, size: 10 }, never));

  expect(result).toMatchObject({ status: 'rejected', reason: { code: 'API_FAILED', retryable: false } });
  expect(asked).toHaveLength(1);
});

test('the signal ends it with its reason', async () => {
  const controller = new AbortController();
  const reason = new Error('no time left');
  const { source, asked } = fakeBucket({}, () => {
    controller.abort(reason);
    return answered(503);
  });

  const result = await settle(source.fetchPage(date, { number: 1, size: 10 }, controller.signal));

  expect(result).toEqual({ status: 'rejected', reason });
  expect(asked).toHaveLength(1);
});

test('a run publishes the customers of all objects, and names the line that is none', async () => {
  jest.useRealTimers();
  const { source } = fakeBucket({
    '2026-03-01/1.jsonl': customers(5000),
    '2026-03-01/2.jsonl': `${customers(2, 6000)}{"customer_no":\n`,
  });
  const { ports, told } = fakePorts(source);
  const request = { date, users: 1_000_000, trigger: 'manual', rerun: false } as const;

  const result = await fetchUsers(request, ports, inTime);

  expect(result).toMatchObject({ state: 'degraded', fetched: 5003, published: 5002, rejected: 1 });
  expect(told.rejected).toEqual([expect.stringMatching(/^user 3 of page 2: The value: Invalid input/)]);
  expect(new Set(told.published.flatMap(({ records }) => records.map(({ id }) => id))).size).toBe(5002);
});
