import { createRequire } from 'node:module';

/** A request that was sent, as kafkajs keeps it until its answer; times in milliseconds. */
interface SentRequest {
  readonly sentAt: number;
  readonly requestTimeout: number;
  timeoutRequest(): void;
}

/** What kafkajs keeps of one connection's requests; only the fields that are needed here. */
interface RequestQueue {
  readonly pending: readonly unknown[];
  readonly inflight: ReadonlyMap<number, SentRequest>;
  readonly enforceRequestTimeout: boolean;
  isConnected(): boolean;
  scheduleCheckPendingRequests(): void;
  scheduleRequestTimeoutCheck(): void;
  destroy(): void;
}

const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js') as {
  readonly prototype: RequestQueue;
};
const { scheduleCheckPendingRequests: schedule, destroy } = prototype;

/**
 * kafkajs 2.2.4 looks for waiting requests a thousand times a second on each connection, from its first answer to its
 * end (tulios/kafkajs#1704). A request that has to wait asks for the look itself, so without one there need be none.
 */
prototype.scheduleCheckPendingRequests = function scheduleWhenPending(this: RequestQueue): void {
  if (this.pending.length > 0) schedule.call(this);
};

// Limits are of seconds.
const timeoutCheckMs = 500;
const checked = new Set<RequestQueue>();
let timer: NodeJS.Timeout | undefined;

/**
 * kafkajs looks for overdue requests ten times a second on each connection, each at a moment of its own, so that many
 * idle connections never let the program rest. One look for all of them does as well.
 */
prototype.scheduleRequestTimeoutCheck = function joinTimeoutCheck(this: RequestQueue): void {
  if (!this.enforceRequestTimeout) return;
  checked.add(this);
  timer ??= setInterval(endOverdueRequests, timeoutCheckMs);
};

prototype.destroy = function leaveTimeoutCheck(this: RequestQueue): void {
  checked.delete(this);
  if (checked.size === 0) {
    clearInterval(timer);
    timer = undefined;
  }
  destroy.call(this);
};

function endOverdueRequests(): void {
  const now = Date.now();
  for (const queue of checked) {
    for (const request of queue.inflight.values()) {
      if (now - request.sentAt > request.requestTimeout) request.timeoutRequest();
    }
    if (!queue.isConnected()) queue.destroy();
  }
}
