import { setTimeout as wait } from 'node:timers/promises';
import { updateMapping } from '../../support/event-source-mapping/mappings.ts';
import { launchPoller, type PollerProcess, startPoller } from '../../support/event-source-mapping/poller-process.ts';
import type { RecordedFunction } from '../../support/event-source-mapping/recorded-function.ts';
import { withAdmin } from '../../support/event-source-mapping/topics.ts';
import { eventually } from '../../support/eventually.ts';
import type { Disturbance } from './history.ts';
import type { PlannedDisturbance } from './scenario.ts';

/** What a workload runs on. */
export interface DisturbedMapping {
  readonly uuid: string;
  readonly recorded: RecordedFunction;
  readonly batchSize: number;
  /** The one that serves the mapping now. */
  poller: PollerProcess;
}

const togetherMs = 1500;
const throttledMs = 1500;
// A member learns of the new assignment a moment later than the broker.
const learnsMs = 500;
const waitMs = 30_000;

/** Disturbs the delivery and returns once it is back to normal: from when to when it may have begun anew. */
export async function disturb(kind: PlannedDisturbance['kind'], mapping: DisturbedMapping): Promise<Disturbance[]> {
  const { uuid, recorded, batchSize } = mapping;
  const from = Date.now();
  const begunAnew = (leavesInvocations: boolean): Disturbance[] => [
    { kind, from, until: Date.now(), leavesInvocations },
  ];

  switch (kind) {
    case 'kill the poller':
      await mapping.poller.stop('SIGKILL');
      mapping.poller = await startPoller(uuid);
      return begunAnew(true);
    case 'restart the poller':
      await mapping.poller.stop('SIGTERM');
      mapping.poller = await startPoller(uuid);
      // It waits for invocations under way, but not for ever.
      return begunAnew(true);
    case 'a second poller':
      return joinAndLeave(mapping);
    case 'disable and enable':
      await updateMapping({ UUID: uuid, Enabled: false });
      await mapping.poller.hasState(uuid, 'Disabled');
      await updateMapping({ UUID: uuid, Enabled: true });
      await mapping.poller.hasState(uuid, 'Enabled');
      return begunAnew(false);
    case 'update the mapping':
      await updateMapping({ UUID: uuid, BatchSize: batchSize + 1 });
      await eventually(
        async () => expect(await mapping.poller.statusOf(uuid)).toMatchObject({ state: 'Updating' }),
        waitMs,
        10,
      );
      await mapping.poller.hasState(uuid, 'Enabled');
      return begunAnew(false);
    case 'deploy the code':
      await recorded.redeploy();
      return [];
    case 'throttle the function':
      await recorded.limitConcurrency(0);
      await wait(throttledMs);
      await recorded.limitConcurrency(undefined);
      return [];
  }
}

async function joinAndLeave({ uuid }: DisturbedMapping): Promise<Disturbance[]> {
  const joiningAt = Date.now();
  const second = await launchPoller(uuid);
  await groupHasMembers(uuid, 2);
  const joined = { kind: 'join', from: joiningAt, until: Date.now() + learnsMs, leavesInvocations: true };
  await wait(togetherMs);

  const leavingAt = Date.now();
  await second.stop('SIGTERM');
  await groupHasMembers(uuid, 1);
  return [joined, { kind: 'leave', from: leavingAt, until: Date.now() + learnsMs, leavesInvocations: true }];
}

async function groupHasMembers(groupId: string, count: number): Promise<void> {
  await eventually(async () => {
    const { groups } = await withAdmin((admin) => admin.describeGroups([groupId]));
    expect(groups[0]).toMatchObject({ state: 'Stable', members: expect.any(Array) });
    expect(groups[0]?.members).toHaveLength(count);
  }, waitMs);
}
