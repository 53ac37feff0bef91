import { createRequire } from 'node:module';
import { jest } from '@jest/globals';
import '../../../../../local/event-source-mapping/poller/calm-kafkajs.ts';

const RequestQueue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js');

test('a connection that has nothing to send sets no timer', () => {
  const queue = requestQueue();

  queue.push(request(1, () => undefined));
  queue.fulfillRequest({ correlationId: 1, size: 0, payload: null });

  expect(queue.throttleCheckTimeoutId ?? null).toBeNull();
});

test('a request that the broker throttles is sent when the time has passed', async () => {
  const queue = requestQueue();
  queue.maybeThrottle(30);

  const sent = new Promise<number>((resolve) => {
    const begun = performance.now();
    queue.push(request(1, () => resolve(performance.now() - begun)));
  });

  expect(await sent).toBeGreaterThan(20);
  queue.destroy();
});

describe('requests that get no answer', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  test('end after their time limit, on every connection, by one timer for all', () => {
    const queues = [requestQueue({ requestTimeout: 5000 }), requestQueue({ requestTimeout: 9000 })];
    const ended: number[] = [];
    for (const [index, queue] of queues.entries()) {
      queue.scheduleRequestTimeoutCheck();
      queue.push(
        request(
          index,
          () => undefined,
          () => ended.push(index),
        ),
      );
    }
    expect(jest.getTimerCount()).toBe(1);

    jest.advanceTimersByTime(5000);
    expect(ended).toEqual([]);
    jest.advanceTimersByTime(500);
    expect(ended).toEqual([0]);
    jest.advanceTimersByTime(3500);
    expect(ended).toEqual([0]);
    jest.advanceTimersByTime(500);
    expect(ended).toEqual([0, 1]);

    for (const queue of queues) queue.destroy();
  });

  test('are looked for until the last connection has ended, by itself or by the broker', () => {
    let connected = true;
    const [own, broken] = [requestQueue(), requestQueue({ isConnected: () => connected })];
    own.scheduleRequestTimeoutCheck();
    broken.scheduleRequestTimeoutCheck();

    own.destroy();
    jest.advanceTimersByTime(1000);
    expect(jest.getTimerCount()).toBe(1);
    connected = false;
    jest.advanceTimersByTime(500);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('may wait for ever where no limit is to be kept', () => {
    requestQueue({ enforceRequestTimeout: false }).scheduleRequestTimeoutCheck();

    expect(jest.getTimerCount()).toBe(0);
  });
});

function requestQueue(more = {}) {
  return new RequestQueue({
    maxInFlightRequests: null,
    requestTimeout: 30_000,
    enforceRequestTimeout: true,
    clientId: 'test',
    broker: 'test',
    isConnected: () => true,
    ...more,
    logger: { debug: () => undefined, warn: () => undefined },
  });
}

function request(correlationId: number, sendRequest: () => void, reject: () => void = () => undefined) {
  const entry = { correlationId, resolve: () => undefined, reject };
  return { entry, expectResponse: true, sendRequest };
}
