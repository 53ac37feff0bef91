import { setTimeout as wait } from 'node:timers/promises';
import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import kafkajs from 'kafkajs';
import type { Activity } from '../../../../../local/event-source-mapping/activity.ts';
import { MappingProblem } from '../../../../../local/event-source-mapping/mapping-problem.ts';
import type { SystemLog } from '../../../../../local/event-source-mapping/system-log/system-log.ts';
import type { Mapping } from '../../../../../local/event-source-mapping/worker/mapping.ts';
import { Worker, type WorkerOptions } from '../../../../../local/event-source-mapping/worker/worker.ts';
import { eventually } from '../../../../support/eventually.ts';
import { counts } from '../metrics/metered-mapping.ts';
import { FakePoller } from './fake-poller.ts';

function config(fields: EventSourceMappingConfiguration = {}): EventSourceMappingConfiguration {
  return {
    UUID: 'uuid',
    FunctionArn: 'function',
    EventSourceArn: 'arn:aws:kafka:us-east-1:000000000000:cluster/users/1',
    Topics: ['users'],
    LastModified: new Date(1000),
    ...fields,
  };
}

interface Life {
  /** What each start of polling does, one after the other; the last one from then on. */
  readonly starts: ((activity: Activity) => FakePoller)[];
  readonly restartBackoff: WorkerOptions['restartBackoff'];
  readonly openSystemLog: WorkerOptions['openSystemLog'];
}

/** A worker of one mapping, with what it did. */
function working(
  { starts = [() => new FakePoller()], restartBackoff = { firstMs: 0, maxMs: 0 }, openSystemLog }: Partial<Life> = {},
  first: EventSourceMappingConfiguration = config(),
) {
  const log: string[] = [];
  const opened: Mapping[] = [];
  const pollers: FakePoller[] = [];
  let changes = 0;
  const worker: Worker = new Worker(first, {
    openPoller: async (mapping, activity) => {
      opened.push(mapping);
      const start = starts[Math.min(opened.length, starts.length) - 1] as (activity: Activity) => FakePoller;
      const poller = start(activity);
      pollers.push(poller);
      return poller.asPoller();
    },
    ...(openSystemLog && { openSystemLog }),
    log: (line) => log.push(line),
    onChange: () => {
      changes += 1;
    },
    restartBackoff,
    lagEveryMs: 60_000,
  });
  const becomes = (state: string) => soon(() => expect(worker.status().state).toBe(state));
  return { worker, log, opened, pollers, becomes, changes: () => changes };
}

const soon = (holds: () => void) => eventually(async () => holds(), 2000, 5);

function failing(error: Error): () => FakePoller {
  return () => {
    throw error;
  };
}

test('a new mapping is being created until it is polled', async () => {
  const { worker, log, becomes, changes } = working();
  const before = worker.status();

  await worker.enable(config());
  await becomes('Enabled');
  const changesSoFar = changes();
  await worker.close(0);

  expect(before).toMatchObject({ state: 'Creating', pollers: 0, inFlight: 0, buffered: 0, lag: null, maxLag: null });
  expect(log.slice(0, 1)).toEqual(['uuid Creating -> Enabled']);
  expect(changesSoFar).toBe(1);
});

test('tells all of its mapping and of its polling', async () => {
  const { worker, becomes } = working();
  const MetricsConfig = { Metrics: ['EventCount' as const] };

  await worker.enable(config({ MetricsConfig, ProvisionedPollerConfig: { MinimumPollers: 2 } }));
  await becomes('Enabled');
  await soon(() => expect(worker.status().lag).toBe(7));
  const status = worker.status();
  await worker.close(0);

  expect(worker.uuid).toBe('uuid');
  expect(status).toEqual({
    uuid: 'uuid',
    functionArn: 'function',
    topic: 'users',
    state: 'Enabled',
    lastProcessingResult: 'No records processed',
    lastModified: 1000,
    lag: 7,
    maxLag: 4,
    pollers: 2,
    inFlight: 1,
    buffered: 3,
    counts: counts(),
    metricGroups: ['EventCount'],
    provisioned: true,
  });
});

test('tells what is known of a mapping that says little', () => {
  const { worker } = working({}, {});

  expect(worker.status()).toMatchObject({ uuid: '', lastModified: null, metricGroups: [], provisioned: false });
});

test('counts that were told stay as they were', async () => {
  const { worker, becomes } = working({
    starts: [failing(new Error('no broker')), () => new FakePoller()],
  });
  const before = worker.status();

  await worker.enable(config());
  await becomes('Enabled');
  await worker.close(0);

  expect(before.counts.pollingErrors).toBe(0);
  expect(worker.status().counts.pollingErrors).toBe(1);
});

test('a mapping that is disabled lets what is under way end first, and can be enabled again', async () => {
  const { worker, log, pollers, becomes } = working();
  await worker.enable(config());
  await becomes('Enabled');

  await worker.disable(config({ LastModified: new Date(2000) }));
  const disabled = worker.status();
  await worker.enable(config({ LastModified: new Date(3000) }));
  await becomes('Enabled');
  await worker.close(0);

  expect(disabled).toMatchObject({ state: 'Disabled', lastModified: 2000, pollers: 0 });
  expect(pollers.map(({ stopped }) => stopped)).toEqual([[60_000], [0]]);
  expect(worker.status().lastModified).toBe(3000);
  expect(log).toEqual([
    'uuid Creating -> Enabled',
    'uuid Enabled -> Disabling',
    'uuid Disabling -> Disabled',
    'uuid Disabled -> Enabling',
    'uuid Enabling -> Enabled',
    'uuid is polled no more: this poller ends',
  ]);
});

test('a mapping that was created disabled is polled by nothing', async () => {
  const { worker, opened } = working();

  await worker.disable(config());

  expect(worker.status().state).toBe('Disabled');
  expect(opened).toEqual([]);
});

test('a mapping that is updated goes on with what it says now', async () => {
  const { worker, log, opened, pollers, becomes } = working();
  await worker.enable(config({ BatchSize: 7 }));
  await becomes('Enabled');

  await worker.update(config({ BatchSize: 8, LastModified: new Date(2000) }));
  await becomes('Enabled');
  await worker.close(0);

  expect(opened.map(({ batchSize }) => batchSize)).toEqual([7, 8]);
  expect(pollers[0]?.stopped).toEqual([60_000]);
  expect(worker.status().lastModified).toBe(2000);
  expect(log).toContain('uuid Enabled -> Updating');
  expect(log).toContain('uuid Updating -> Enabled');
});

test('changes are carried out one after the other', async () => {
  const drained = Promise.withResolvers<void>();
  const slow = new FakePoller();
  slow.onStop = () => drained.promise;
  const { worker, opened, becomes } = working({ starts: [() => slow, () => new FakePoller()] });
  await worker.enable(config());
  await becomes('Enabled');

  const disabled = worker.disable(config());
  const enabled = worker.enable(config());
  await soon(() => expect(slow.stopped).toEqual([60_000]));
  await wait(5);
  const openedMeanwhile = opened.length;
  const state = worker.status().state;
  drained.resolve();
  await disabled;
  await enabled;
  await becomes('Enabled');
  await worker.close(0);

  expect(openedMeanwhile).toBe(1);
  expect(state).toBe('Disabling');
  expect(opened).toHaveLength(2);
});

test('a deleted mapping ends for good', async () => {
  const { worker, pollers, opened, log, becomes } = working();
  await worker.enable(config());
  await becomes('Enabled');

  await worker.delete();
  await wait(5);

  expect(worker.status().state).toBe('Deleting');
  expect(log.at(-1)).toBe('uuid Enabled -> Deleting');
  expect(pollers[0]?.stopped).toEqual([60_000]);
  expect(opened).toHaveLength(1);
});

test('the state belongs to the newest configuration, whatever changed in it', async () => {
  const { worker } = working();
  await worker.disable(config());

  worker.note(config({ LastModified: new Date(5000) }));

  await soon(() => expect(worker.status().lastModified).toBe(5000));
});

test('a configuration that was noted already is not noted again', async () => {
  const { worker } = working();
  worker.note(config({ LastModified: new Date(5000) }));
  await soon(() => expect(worker.status().lastModified).toBe(5000));

  await worker.disable(config({ LastModified: new Date(6000) }));
  worker.note(config({ LastModified: new Date(5000) }));
  await wait(5);

  expect(worker.status().lastModified).toBe(6000);
});

test('polling that fails is told and tried again, and forgotten once it runs', async () => {
  const problem = new MappingProblem('EVENT_SOURCE_AUTHN_ERROR', 'SASL authentication failed');
  const backAgain = Promise.withResolvers<void>();
  const late = new FakePoller();
  late.onStart = () => backAgain.promise;
  const { worker, log, opened } = working({ starts: [failing(problem), () => late] });

  await worker.enable(config());
  await soon(() => expect(opened).toHaveLength(2));
  const failed = worker.status();
  backAgain.resolve();
  await soon(() => expect(worker.status().lastProcessingResult).toBe('No records processed'));
  const running = worker.status();
  await worker.close(0);

  expect(failed).toMatchObject({
    state: 'Enabled',
    transitionReason: 'EVENT_SOURCE_AUTHN_ERROR',
    lastProcessingResult: 'PROBLEM: SASL authentication failed',
  });
  expect(failed.counts.pollingErrors).toBe(1);
  expect(running).not.toHaveProperty('transitionReason');
  expect(log).toContain('uuid last processing result: PROBLEM: SASL authentication failed');
});

test('an error that is not of the mapping has no reason', async () => {
  const { worker } = working({ starts: [failing(new Error('no broker'))], restartBackoff: slowly });

  await worker.enable(config());
  await soon(() => expect(worker.status().lastProcessingResult).toBe('PROBLEM: no broker'));
  const status = worker.status();
  await worker.close(0);

  expect(status).not.toHaveProperty('transitionReason');
});

test('a coordinator that still loads the group is a problem only when it goes on', async () => {
  const { KafkaJSProtocolError } = kafkajs;
  const loading = new KafkaJSProtocolError(
    Object.assign(new Error('The coordinator is loading'), {
      type: 'GROUP_LOAD_IN_PROGRESS',
      code: 14,
      retriable: true,
    }),
  );
  const once = working({ starts: [failing(loading), () => new FakePoller()] });
  const again = working({ starts: [failing(loading), failing(loading), () => new FakePoller()] });

  await Promise.all([once.worker.enable(config()), again.worker.enable(config())]);
  await Promise.all([once.becomes('Enabled'), soon(() => expect(again.opened).toHaveLength(3))]);
  await Promise.all([once.worker.close(0), again.worker.close(0)]);

  expect(once.opened).toHaveLength(2);
  expect(once.log.join()).not.toContain('PROBLEM');
  expect(again.log).toContain('uuid last processing result: PROBLEM: The coordinator is loading');
});

const slowly = { firstMs: 60_000, maxMs: 60_000 };

test('a mapping that says too little to be polled is told so', async () => {
  const { worker, opened } = working({ restartBackoff: slowly });

  await worker.enable(config({ FunctionArn: undefined }));
  await soon(() => expect(worker.status().lastProcessingResult).toMatch('PROBLEM: The event source mapping has no'));
  await worker.close(0);

  expect(opened).toEqual([]);
});

test('the waiting before another start ends when the mapping is disabled', async () => {
  const { worker, opened, becomes } = working({ starts: [failing(new Error('no broker'))], restartBackoff: slowly });
  await worker.enable(config());
  await becomes('Enabled');

  await worker.disable(config());

  expect(worker.status().state).toBe('Disabled');
  expect(opened).toHaveLength(1);
});

test('a start after a run that worked does not wait as long as one after many failures', async () => {
  const lost = () => {
    const poller = new FakePoller();
    poller.onLag = async () => {
      poller.fail(new Error('lost'));
      return { sum: 0, max: 0 };
    };
    return poller;
  };
  const { worker, opened } = working({ starts: [lost], restartBackoff: { firstMs: 1, maxMs: 60_000 } });

  await worker.enable(config());
  // At a wait that doubles each time, these would take more than half a minute.
  await soon(() => expect(opened.length).toBeGreaterThan(16));
  await worker.close(0);

  expect(worker.status().counts.pollingErrors).toBeGreaterThanOrEqual(16);
});

test('many failures in a row wait longer and longer', async () => {
  const { worker, opened } = working({
    starts: [failing(new Error('no broker'))],
    restartBackoff: { firstMs: 20, maxMs: 60_000 },
  });

  await worker.enable(config());
  await wait(150);
  await soon(() => expect(opened.length).toBeGreaterThan(1));
  await worker.close(0);

  // At 10 ms each they would be fifteen; doubled each time they end at the fifth.
  expect(opened.length).toBeLessThan(6);
});

test('an end of polling that fails does not undo the change that it is for', async () => {
  const stuck = new FakePoller();
  stuck.onStop = async () => {
    throw new Error('the group cannot be left');
  };
  const { worker, log, becomes } = working({ starts: [() => stuck], restartBackoff: slowly });
  await worker.enable(config());
  await becomes('Enabled');

  await worker.disable(config());

  expect(worker.status().lastProcessingResult).toBe('PROBLEM: the group cannot be left');
  expect(log).not.toContain('uuid Disabling -> Enabled');
  expect(worker.status().state).toBe('Disabled');
});

test('what the last batch came to outlives a new start', async () => {
  const start = (activity: Activity) => {
    activity.result('OK');
    return new FakePoller();
  };
  const { worker, becomes, changes } = working({ starts: [start, () => new FakePoller()] });
  await worker.enable(config());
  await becomes('Enabled');

  await worker.update(config({ BatchSize: 8 }));
  await becomes('Enabled');
  const told = changes();
  await worker.close(0);

  expect(worker.status().lastProcessingResult).toBe('OK');
  // Enabled, OK, Updating and Enabled again.
  expect(told).toBe(4);
});

test('each start of polling has a system log of its own, which is closed after the poller', async () => {
  const steps: string[] = [];
  const openSystemLog: WorkerOptions['openSystemLog'] = ({ BatchSize }) => {
    steps.push(`open ${BatchSize}`);
    const close = async () => void steps.push(`close ${BatchSize}`);
    return {
      warn: (code: string, message: string) => steps.push(`${code}: ${message}`),
      close,
    } as unknown as SystemLog;
  };
  const failure = Object.assign(new FakePoller(), { onStart: () => Promise.reject(new Error('away')) });
  const last = Object.assign(new FakePoller(), { onStop: async () => void steps.push('stop') });
  const { worker, becomes, opened } = working({ starts: [() => failure, () => last], openSystemLog });

  await worker.enable(config({ BatchSize: 1 }));
  await soon(() => expect(opened).toHaveLength(2));
  await worker.update(config({ BatchSize: 2 }));
  await becomes('Enabled');
  await worker.close(0);

  expect(steps).toEqual(['open 1', 'PollingError: away', 'stop', 'close 1', 'open 2', 'stop', 'close 2']);
});

test('a reason that the mapping has for not being polled is the code in the system log', async () => {
  const codes: string[] = [];
  const openSystemLog = () =>
    ({ warn: (code: string) => codes.push(code), close: async () => undefined }) as unknown as SystemLog;
  const problem = new MappingProblem('EVENT_SOURCE_AUTHN_ERROR', 'SASL authentication failed');
  const { worker } = working({
    starts: [failing(problem)],
    restartBackoff: { firstMs: 60_000, maxMs: 60_000 },
    openSystemLog,
  });

  await worker.enable(config());
  await soon(() => expect(codes).toHaveLength(1));
  await worker.close(0);

  expect(codes).toEqual(['EVENT_SOURCE_AUTHN_ERROR']);
});
