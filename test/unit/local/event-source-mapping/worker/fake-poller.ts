import type { Lag } from '../../../../../local/event-source-mapping/poller/assignments.ts';
import type { Poller } from '../../../../../local/event-source-mapping/poller/poller.ts';

/** A poller whose start, positions, lag and failure are the test's doing. */
export class FakePoller {
  pollers = 2;
  inFlight = 1;
  bufferedRecords = 3;
  positioned = true;
  started = 0;
  askedForLag = 0;
  /** The grace periods that it was stopped with. */
  readonly stopped: number[] = [];
  readonly failed: Promise<never>;
  fail: (error: Error) => void = () => undefined;
  onStart: () => Promise<void> = async () => undefined;
  onStop: () => Promise<void> = async () => undefined;
  onLag: () => Promise<Lag> = async () => ({ sum: 7, max: 4 });

  constructor() {
    this.failed = new Promise((_, reject) => {
      this.fail = reject;
    });
  }

  start(): Promise<void> {
    this.started += 1;
    return this.onStart();
  }

  lag(): Promise<Lag> {
    this.askedForLag += 1;
    return this.onLag();
  }

  stop(graceMs: number): Promise<void> {
    this.stopped.push(graceMs);
    return this.onStop();
  }

  asPoller(): Poller {
    return this as unknown as Poller;
  }
}
