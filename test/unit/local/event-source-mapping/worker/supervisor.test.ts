import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import { Supervisor, type SupervisorOptions } from '../../../../../local/event-source-mapping/worker/supervisor.ts';
import type { WorkerStatus } from '../../../../../local/event-source-mapping/worker/worker-status.ts';
import { eventually } from '../../../../support/eventually.ts';
import { FakePoller } from './fake-poller.ts';

function mapping(UUID: string, fields: EventSourceMappingConfiguration = {}): EventSourceMappingConfiguration {
  const EventSourceArn = 'arn:aws:kafka:us-east-1:000000000000:cluster/users/1';
  const LastModified = new Date(1000);
  return { UUID, FunctionArn: 'f', EventSourceArn, Topics: ['users'], State: 'Enabled', LastModified, ...fields };
}

/** A supervisor of an endpoint whose listing the test changes, and what it did. */
function supervising(options: Partial<SupervisorOptions> = {}) {
  const endpoint = { listed: [] as EventSourceMappingConfiguration[], listings: 0, problem: undefined as unknown };
  const pollers = new Map<string, FakePoller[]>();
  const reports: (readonly WorkerStatus[])[] = [];
  const log: string[] = [];
  const supervisor = new Supervisor({
    listMappings: async () => {
      endpoint.listings += 1;
      if (endpoint.problem) throw endpoint.problem;
      return endpoint.listed;
    },
    onlyMappings: new Set(),
    listEveryMs: 5,
    listBackoff: { firstMs: 5, maxMs: 5 },
    report: (statuses) => reports.push(statuses),
    worker: {
      openPoller: async ({ uuid }) => {
        const poller = new FakePoller();
        pollers.set(uuid, [...(pollers.get(uuid) ?? []), poller]);
        return poller.asPoller();
      },
      log: (line) => log.push(line),
      restartBackoff: { firstMs: 5, maxMs: 5 },
      lagEveryMs: 60_000,
    },
    ...options,
  });
  running.push(supervisor);
  const states = () => Object.fromEntries(supervisor.statuses().map(({ uuid, state }) => [uuid, state]));
  const become = (expected: Record<string, string>) => soon(() => expect(states()).toEqual(expected));
  return { supervisor, endpoint, pollers, reports, log, states, become };
}

const running: Supervisor[] = [];
const soon = (holds: () => void) => eventually(async () => holds(), 2000, 5);

afterEach(async () => {
  for (const supervisor of running.splice(0)) await supervisor.stop(0);
});

test('follows the mappings that the endpoint lists', async () => {
  const { supervisor, endpoint, pollers, become, log } = supervising();
  endpoint.listed = [mapping('a'), mapping('b', { State: 'Disabled' })];

  const before = { ready: supervisor.ready, statuses: supervisor.statuses() };
  supervisor.start();
  await become({ a: 'Enabled', b: 'Disabled' });
  endpoint.listed = [mapping('a', { State: 'Disabling' }), mapping('b', { State: 'Enabling' })];
  await become({ a: 'Disabled', b: 'Enabled' });

  expect(before).toEqual({ ready: false, statuses: [] });
  expect(supervisor.ready).toBe(true);
  expect(supervisor.problem).toBeUndefined();
  expect([...pollers.keys()]).toEqual(['a', 'b']);
  expect(log[0]).toBe('following event source mappings');
  expect(log.filter((line) => line.startsWith('following'))).toHaveLength(1);
});

test('a mapping that stays as it is goes on without a break', async () => {
  const { supervisor, endpoint, pollers, become } = supervising();
  endpoint.listed = [mapping('a'), mapping('b', { State: 'Disabled' })];
  supervisor.start();
  await become({ a: 'Enabled', b: 'Disabled' });

  const { listings } = endpoint;
  await soon(() => expect(endpoint.listings).toBeGreaterThan(listings + 3));

  expect(pollers.get('a')?.map(({ stopped }) => stopped)).toEqual([[]]);
  expect(pollers.has('b')).toBe(false);
});

test('a mapping with other settings begins again, one that only tells more is noted', async () => {
  const { supervisor, endpoint, pollers, become } = supervising();
  endpoint.listed = [mapping('a'), mapping('b')];
  supervisor.start();
  await become({ a: 'Enabled', b: 'Enabled' });

  endpoint.listed = [mapping('a', { BatchSize: 7 }), mapping('b', { LastModified: new Date(2000) })];
  await soon(() => expect(pollers.get('a')).toHaveLength(2));
  await soon(() => expect(supervisor.statuses()[1]?.lastModified).toBe(2000));

  expect(pollers.get('b')?.map(({ stopped }) => stopped)).toEqual([[]]);
});

test('serves only the mappings that it was told to', async () => {
  const { supervisor, endpoint, become } = supervising({ onlyMappings: new Set(['b']) });
  endpoint.listed = [mapping('a'), mapping('b')];

  supervisor.start();

  await become({ b: 'Enabled' });
});

test('a mapping that is gone is deleted once what is under way has ended', async () => {
  const { supervisor, endpoint, pollers, become, reports } = supervising();
  endpoint.listed = [mapping('a')];
  supervisor.start();
  await become({ a: 'Enabled' });
  const [poller] = pollers.get('a') as [FakePoller];
  const drained = Promise.withResolvers<void>();
  poller.onStop = () => drained.promise;

  endpoint.listed = [];
  await become({ a: 'Deleting' });
  drained.resolve();
  await become({});

  expect(poller.stopped).toEqual([60_000]);
  await soon(() => expect(reports.at(-1)).toEqual([]));
});

test('a mapping that is listed again while it ends is polled again and stays known', async () => {
  const { supervisor, endpoint, pollers, become } = supervising();
  endpoint.listed = [mapping('a')];
  supervisor.start();
  await become({ a: 'Enabled' });
  const [poller] = pollers.get('a') as [FakePoller];
  const drained = Promise.withResolvers<void>();
  poller.onStop = () => drained.promise;

  endpoint.listed = [];
  await become({ a: 'Deleting' });
  endpoint.listed = [mapping('a')];
  const { listings } = endpoint;
  await soon(() => expect(endpoint.listings).toBeGreaterThan(listings + 1));
  drained.resolve();
  await become({ a: 'Enabled' });
  await supervisor.stop(0);

  expect(pollers.get('a')?.map(({ stopped }) => stopped)).toEqual([[60_000], [0]]);
});

test('reports all states after each listing and at each change', async () => {
  const { supervisor, endpoint, reports } = supervising({ listEveryMs: 60_000 });
  endpoint.listed = [mapping('a')];

  supervisor.start();
  await soon(() => expect(reports.at(-1)?.[0]?.state).toBe('Enabled'));

  expect(reports.map(([status]) => status?.state)).toEqual(['Creating', 'Enabled']);
  expect(endpoint.listings).toBe(1);
});

test('an endpoint that does not answer is asked until it does, and said once', async () => {
  const { supervisor, endpoint, log, reports } = supervising();
  endpoint.problem = new Error('connect ECONNREFUSED');

  supervisor.start();
  await soon(() => expect(endpoint.listings).toBeGreaterThan(2));
  const during = { ready: supervisor.ready, problem: supervisor.problem, reports: reports.length };
  endpoint.problem = undefined;
  await soon(() => expect(supervisor.ready).toBe(true));

  expect(during).toEqual({ ready: false, problem: 'connect ECONNREFUSED', reports: 0 });
  expect(supervisor.problem).toBeUndefined();
  expect(log).toEqual([
    'event source mappings cannot be listed, trying again until they can: connect ECONNREFUSED',
    'following event source mappings',
  ]);
});

test('an endpoint that is away for a while leaves the mappings as they are', async () => {
  const { supervisor, endpoint, pollers, become, log, states } = supervising();
  endpoint.listed = [mapping('a')];
  supervisor.start();
  await become({ a: 'Enabled' });

  endpoint.problem = Object.assign(new Error(''), { name: 'TimeoutError' });
  await soon(() => expect(supervisor.problem).toBe('TimeoutError'));
  const during = { ready: supervisor.ready, states: states() };
  endpoint.problem = undefined;
  await soon(() => expect(supervisor.problem).toBeUndefined());

  expect(during).toEqual({ ready: true, states: { a: 'Enabled' } });
  expect(pollers.get('a')).toHaveLength(1);
  expect(log.filter((line) => line === 'following event source mappings')).toHaveLength(2);
});

test('waits longer after each failure, and not at all that long once the endpoint answers', async () => {
  const { supervisor, endpoint } = supervising({ listBackoff: { firstMs: 20, maxMs: 60_000 } });
  endpoint.problem = new Error('no');

  supervisor.start();
  await new Promise((resolve) => setTimeout(resolve, 150));
  const failed = endpoint.listings;
  endpoint.problem = undefined;
  await soon(() => expect(endpoint.listings).toBeGreaterThan(failed + 5));

  // At 10 ms each they would be fifteen; doubled each time they end at the fifth.
  expect(failed).toBeLessThan(6);
});

test('stopping ends every mapping within the time given, and the waiting for the next listing', async () => {
  const { supervisor, endpoint, pollers, become, states } = supervising({ listEveryMs: 60_000 });
  endpoint.listed = [mapping('a'), mapping('b')];
  supervisor.start();
  await become({ a: 'Enabled', b: 'Enabled' });

  await supervisor.stop(300);

  expect([...pollers.values()].flat().map(({ stopped }) => stopped)).toEqual([[300], [300]]);
  expect(states()).toEqual({ a: 'Deleting', b: 'Deleting' });
  expect(endpoint.listings).toBe(1);
});

test('stopping leaves a listing that comes too late', async () => {
  const late = Promise.withResolvers<EventSourceMappingConfiguration[]>();
  const { supervisor } = supervising({ listMappings: () => late.promise });

  supervisor.start();
  const stopped = supervisor.stop(0);
  late.resolve([mapping('a')]);
  await stopped;

  expect(supervisor.statuses()).toEqual([]);
  expect(supervisor.ready).toBe(false);
});
