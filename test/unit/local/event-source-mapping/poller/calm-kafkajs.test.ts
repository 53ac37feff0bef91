import { createRequire } from 'node:module';
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

function requestQueue() {
  return new RequestQueue({
    maxInFlightRequests: null,
    requestTimeout: 30_000,
    enforceRequestTimeout: false,
    clientId: 'test',
    broker: 'test',
    logger: { debug: () => undefined, warn: () => undefined },
  });
}

function request(correlationId: number, sendRequest: () => void) {
  const entry = { correlationId, resolve: () => undefined, reject: () => undefined };
  return { entry, expectResponse: true, sendRequest };
}
