import { setTimeout as wait } from 'node:timers/promises';
import { Activity } from '../../../../../local/event-source-mapping/activity.ts';
import { type Mapping, parseMapping } from '../../../../../local/event-source-mapping/worker/mapping.ts';
import type { OpenPoller } from '../../../../../local/event-source-mapping/worker/open-poller.ts';
import { Polling } from '../../../../../local/event-source-mapping/worker/polling.ts';
import { eventually } from '../../../../support/eventually.ts';
import { FakePoller } from './fake-poller.ts';

const mapping: Mapping = parseMapping({
  UUID: 'uuid',
  FunctionArn: 'function',
  EventSourceArn: 'arn:aws:kafka:us-east-1:000000000000:cluster/users/1',
  Topics: ['users'],
});
const never = () => new Promise<never>(() => undefined);

/** A run of a mapping's polling, and what came of it. */
function polling(poller: FakePoller, { lagEveryMs = 60_000, openPoller }: Partial<Options> = {}) {
  const activity = new Activity(() => undefined);
  const opened: Parameters<OpenPoller>[] = [];
  const open: OpenPoller = async (...asked) => {
    opened.push(asked);
    return poller.asPoller();
  };
  const here = new Polling({ openPoller: openPoller ?? open, activity, lagEveryMs });
  const stop = new AbortController();
  const running: true[] = [];
  const ended = here.run(
    mapping,
    stop.signal,
    () => 4000,
    () => running.push(true),
  );
  ended.catch(() => undefined);
  return { here, stop, running, ended, opened, activity };
}

interface Options {
  readonly lagEveryMs: number;
  readonly openPoller: OpenPoller;
}

const soon = (holds: () => void) => eventually(async () => holds(), 2000, 5);

test('polls until it is told to stop, and then lets what is under way end', async () => {
  const poller = new FakePoller();
  const { here, stop, running, ended, opened, activity } = polling(poller);

  await soon(() => expect(here.lag).toEqual({ sum: 7, max: 4 }));
  const during = here.poller;
  stop.abort();
  await ended;

  expect(opened).toEqual([[mapping, activity]]);
  expect(poller.started).toBe(1);
  expect(running).toEqual([true]);
  expect(during).toBe(poller);
  expect(poller.stopped).toEqual([4000]);
  expect(here.poller).toBeUndefined();
  expect(here.lag).toBeUndefined();
});

test('runs only once it is known where to read from', async () => {
  const poller = new FakePoller();
  poller.positioned = false;
  const { running, stop, ended } = polling(poller);

  await wait(80);
  const before = [...running];
  poller.positioned = true;
  await soon(() => expect(running).toEqual([true]));
  stop.abort();
  await ended;

  expect(before).toEqual([]);
});

test('does not run when it is stopped before it is known where to read from', async () => {
  const poller = new FakePoller();
  poller.positioned = false;
  const { running, stop, ended } = polling(poller);

  await soon(() => expect(poller.started).toBe(1));
  stop.abort();
  await ended;

  expect(running).toEqual([]);
  expect(poller.askedForLag).toBe(0);
  expect(poller.stopped).toEqual([4000]);
});

test('asks for the lag again and again, and does not know it while that fails', async () => {
  const poller = new FakePoller();
  const { here, stop, ended } = polling(poller, { lagEveryMs: 1 });

  await soon(() => expect(here.lag?.sum).toBe(7));
  poller.onLag = async () => {
    throw new Error('no broker');
  };
  await soon(() => expect(here.lag).toBeUndefined());
  poller.onLag = async () => ({ sum: 9, max: 9 });
  await soon(() => expect(here.lag?.sum).toBe(9));
  stop.abort();
  await ended;

  expect(poller.stopped).toEqual([4000]);
});

test('stops at once though nobody answers the question for the lag: until then batches would go on', async () => {
  const poller = new FakePoller();
  poller.onLag = never;
  const { stop, ended } = polling(poller);

  await soon(() => expect(poller.askedForLag).toBe(1));
  stop.abort();
  await ended;

  expect(poller.stopped).toEqual([4000]);
});

test('waits between two questions for the lag', async () => {
  const poller = new FakePoller();
  const { stop, ended } = polling(poller, { lagEveryMs: 60_000 });

  await soon(() => expect(poller.askedForLag).toBe(1));
  await wait(20);
  stop.abort();
  await ended;

  expect(poller.askedForLag).toBe(1);
});

test('ends with the error of polling that ended by itself, and waits for nothing then', async () => {
  const poller = new FakePoller();
  const { here, running, ended } = polling(poller);

  await soon(() => expect(running).toEqual([true]));
  poller.fail(new Error('the consumer crashed'));

  await expect(ended).rejects.toThrow('the consumer crashed');
  expect(poller.stopped).toEqual([0]);
  expect(here.poller).toBeUndefined();
});

test('ends with the error of polling that cannot begin', async () => {
  const poller = new FakePoller();
  poller.onStart = async () => {
    throw new Error('no such topic');
  };
  const { running, ended } = polling(poller);

  await expect(ended).rejects.toThrow('no such topic');
  expect(running).toEqual([]);
  expect(poller.stopped).toEqual([0]);
});

test('ends with the error of a poller that cannot be made', async () => {
  const poller = new FakePoller();
  const openPoller = async () => {
    throw new Error('no secret');
  };
  const { here, ended } = polling(poller, { openPoller });

  await expect(ended).rejects.toThrow('no secret');
  expect(here.poller).toBeUndefined();
});

test('fails while it is not known yet where to read from', async () => {
  const poller = new FakePoller();
  poller.positioned = false;
  const { running, ended } = polling(poller);

  await soon(() => expect(poller.started).toBe(1));
  poller.fail(new Error('offsets cannot be read'));

  await expect(ended).rejects.toThrow('offsets cannot be read');
  expect(running).toEqual([]);
});

test('a start that takes long is left when it is told to stop', async () => {
  const poller = new FakePoller();
  poller.onStart = never;
  const { running, stop, ended } = polling(poller);

  await soon(() => expect(poller.started).toBe(1));
  stop.abort();
  await ended;

  expect(running).toEqual([]);
  expect(poller.stopped).toEqual([4000]);
});

test('a stop that came while the poller was made ends it at once', async () => {
  const poller = new FakePoller();
  poller.onStart = never;
  const made = Promise.withResolvers<FakePoller>();
  const { stop, ended } = polling(poller, { openPoller: async () => (await made.promise).asPoller() });

  stop.abort();
  made.resolve(poller);
  await ended;

  expect(poller.stopped).toEqual([4000]);
});
