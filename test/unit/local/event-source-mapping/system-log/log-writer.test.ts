import { setImmediate as turn } from 'node:timers/promises';
import type { LogEvent } from '../../../../../local/event-source-mapping/system-log/log-batch.ts';
import { LogWriter, type LogWriterOptions } from '../../../../../local/event-source-mapping/system-log/log-writer.ts';
import { eventually } from '../../../../support/eventually.ts';
import { turnUntil } from '../turn-until.ts';

const longMs = 60_000;

/** A writer whose requests are the test's to answer, with what it lost and logged. */
function writing(options: Partial<LogWriterOptions> = {}) {
  const requests: { messages: string[]; signal: AbortSignal; take: () => void; refuse: (why: string) => void }[] = [];
  const lost: number[] = [];
  const log: string[] = [];
  const writer = new LogWriter({
    put: (events, signal) =>
      new Promise((take, reject) => {
        const messages = events.map(({ message }) => message);
        requests.push({ messages, signal, take, refuse: (why) => reject(new Error(why)) });
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
    gatherMs: 0,
    maxWaitingBytes: 1_000_000,
    attempts: 3,
    backoff: { firstMs: 0, maxMs: 0 },
    onLost: (events) => {
      if (events > 0) lost.push(events);
    },
    log: (line) => log.push(line),
    ...options,
  });
  const written = () => requests.map(({ messages }) => messages.join(' '));
  const answer = async (index: number, how: (request: (typeof requests)[number]) => void) => {
    await turnUntil(() => requests.length > index);
    how(requests[index] as (typeof requests)[number]);
    await turn();
  };
  return { writer, requests, written, answer, lost, log };
}

function event(message: string, timestampMs = 0): LogEvent {
  return { timestampMs, message };
}

test('events that come close together go together, and one request waits for the other', async () => {
  const { writer, requests, written, answer, lost, log } = writing();

  writer.add(event('a'));
  writer.add(event('b'));
  await turnUntil(() => requests.length > 0);
  writer.add(event('c'));
  writer.add(event('d'));
  await turn();
  const during = written();
  await answer(0, (request) => request.take());
  await answer(1, (request) => request.take());

  expect(during).toEqual(['a b']);
  expect(written()).toEqual(['a b', 'c d']);
  expect([lost, log]).toEqual([[], []]);
});

test('events wait for others as long as they are told to', async () => {
  const { writer, requests, written } = writing({ gatherMs: 50 });
  writer.add(event('a'));
  for (let turns = 0; turns < 5; turns += 1) await turn();
  writer.add(event('b'));
  const before = requests.length;

  await eventually(async () => expect(requests).toHaveLength(1), 2000, 5);

  expect(before).toBe(0);
  expect(written()).toEqual(['a b']);
});

test('writes again when it has been idle', async () => {
  const { writer, written, answer } = writing();
  writer.add(event('a'));
  await answer(0, (request) => request.take());

  writer.add(event('b'));
  await answer(1, (request) => request.take());

  expect(written()).toEqual(['a', 'b']);
});

test('each day goes by itself', async () => {
  const { writer, written, answer } = writing();

  writer.add(event('a', 0));
  writer.add(event('b', 24 * 60 * 60 * 1000));
  await answer(0, (request) => request.take());
  await answer(1, (request) => request.take());

  expect(written()).toEqual(['a', 'b']);
});

test('what could not be written is tried again, and said once', async () => {
  const { writer, written, answer, lost, log } = writing();

  writer.add(event('a'));
  await answer(0, (request) => request.refuse('away'));
  await answer(1, (request) => request.refuse('away'));
  await answer(2, (request) => request.take());

  expect(written()).toEqual(['a', 'a', 'a']);
  expect(lost).toEqual([]);
  expect(log).toEqual(['the system log cannot be written now (Error: away)']);
});

test('after its attempts it gives events up, goes on with the next, and says how many are lost', async () => {
  const { writer, written, answer, lost, log } = writing({ attempts: 2 });
  writer.add(event('a'));
  writer.add(event('b'));
  await answer(0, (request) => request.refuse('away'));
  writer.add(event('c'));
  await answer(1, (request) => request.refuse('away'));

  await answer(2, (request) => request.take());

  expect(written()).toEqual(['a b', 'a b', 'c']);
  expect(lost).toEqual([2]);
  expect(log).toEqual(['the system log cannot be written now (Error: away)', '2 events of the system log are lost']);
});

test('says it again when it fails after it had succeeded', async () => {
  const { writer, answer, log } = writing({ attempts: 1 });

  writer.add(event('a'));
  await answer(0, (request) => request.refuse('one'));
  writer.add(event('b'));
  await answer(1, (request) => request.take());
  writer.add(event('c'));
  await answer(2, (request) => request.refuse('two'));
  writer.add(event('d'));
  await answer(3, (request) => request.take());

  expect(log).toEqual([
    'the system log cannot be written now (Error: one)',
    '1 events of the system log are lost',
    'the system log cannot be written now (Error: two)',
    '1 events of the system log are lost',
  ]);
});

test('waits between attempts', async () => {
  const { writer, requests, answer } = writing({ backoff: { firstMs: longMs, maxMs: longMs } });
  writer.add(event('a'));
  await answer(0, (request) => request.refuse('away'));
  await new Promise((resolve) => setTimeout(resolve, 20));

  expect(requests).toHaveLength(1);
  await writer.close(0);
});

test('waits longer before each attempt', async () => {
  const { writer, requests } = writing({
    put: async () => {
      times.push(performance.now());
      throw new Error('away');
    },
    backoff: { firstMs: 20, maxMs: 1000 },
  });
  const times: number[] = [];

  writer.add(event('a'));
  await eventually(async () => expect(times).toHaveLength(3), 2000, 5);

  const [first = 0, second = 0, third = 0] = times;
  expect(second - first).toBeGreaterThanOrEqual(9);
  expect(third - second).toBeGreaterThanOrEqual(19);
  expect(requests).toEqual([]);
});

test('more than may wait pushes the oldest out', async () => {
  // Each event counts 27 bytes.
  const { writer, written, answer, lost } = writing({ maxWaitingBytes: 54 });

  for (const message of ['a', 'b', 'c', 'd']) writer.add(event(message));
  await answer(0, (request) => request.take());
  for (const message of ['e', 'f']) writer.add(event(message));
  await answer(1, (request) => request.take());

  expect(written()).toEqual(['c d', 'e f']);
  expect(lost).toEqual([1, 1]);
});

test('what is being written counts no more', async () => {
  const { writer, requests, answer, written, lost } = writing({ maxWaitingBytes: 54 });
  writer.add(event('a'));
  writer.add(event('b'));
  await turnUntil(() => requests.length > 0);

  writer.add(event('c'));
  writer.add(event('d'));
  await answer(0, (request) => request.take());
  await answer(1, (request) => request.take());

  expect(written()).toEqual(['a b', 'c d']);
  expect(lost).toEqual([]);
});

test('an event that no request can hold is lost, and none besides', async () => {
  const { writer, requests, answer, lost } = writing({ maxWaitingBytes: 10_000_000 });
  const mebibyte = 'x'.repeat(1024 * 1024 - 26);

  writer.add(event(`${mebibyte}y`));
  writer.add(event(mebibyte));
  await answer(0, (request) => request.take());

  expect(lost).toEqual([1]);
  expect(requests.map(({ messages }) => messages[0]?.length)).toEqual([mebibyte.length]);
});

test('closing writes what waits at once, and takes nothing after that', async () => {
  const { writer, written, answer, lost, log } = writing({ gatherMs: longMs });
  writer.add(event('a'));
  writer.add(event('b'));

  const closed = writer.close(longMs);
  writer.add(event('c'));
  await answer(0, (request) => request.take());
  await closed;

  expect(written()).toEqual(['a b']);
  expect([lost, log]).toEqual([[], []]);
});

test('closing tries again what could not be written', async () => {
  const { writer, written, answer, lost } = writing({ gatherMs: longMs });
  writer.add(event('a'));

  const closed = writer.close(longMs);
  await answer(0, (request) => request.refuse('away'));
  await answer(1, (request) => request.take());
  await closed;

  expect(written()).toEqual(['a', 'a']);
  expect(lost).toEqual([]);
});

test('closing ends in time, with what was under way and what waited lost', async () => {
  const { writer, requests, lost, log } = writing();
  writer.add(event('a'));
  await turnUntil(() => requests.length > 0);
  writer.add(event('b'));
  writer.add(event('c'));

  await writer.close(1);

  expect(requests).toHaveLength(1);
  expect(requests[0]?.signal.aborted).toBe(true);
  expect(lost).toEqual([1, 2]);
  expect(log.at(-1)).toBe('3 events of the system log are lost');
});

test('closing waits for no attempt beyond its time', async () => {
  const { writer, answer, lost } = writing({ backoff: { firstMs: longMs, maxMs: longMs } });
  writer.add(event('a'));
  await answer(0, (request) => request.refuse('away'));

  await writer.close(1);

  expect(lost).toEqual([1]);
});

test('closing a writer that has nothing to write takes no time and says nothing', async () => {
  const { writer, requests, lost, log } = writing();

  await writer.close(longMs);

  expect([requests, lost, log]).toEqual([[], [], []]);
});
