import { createRequire } from 'node:module';

/** What kafkajs keeps of one connection's requests; only the fields that are needed here. */
interface RequestQueue {
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests(): void;
}

const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js') as {
  readonly prototype: RequestQueue;
};
const schedule = prototype.scheduleCheckPendingRequests;

/**
 * kafkajs 2.2.4 looks for waiting requests a thousand times a second on each connection, from its first answer to its
 * end (tulios/kafkajs#1704). A request that has to wait asks for the look itself, so without one there need be none.
 */
prototype.scheduleCheckPendingRequests = function scheduleWhenPending(this: RequestQueue): void {
  if (this.pending.length > 0) schedule.call(this);
};
