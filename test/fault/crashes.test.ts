import type { User } from '../../lambdas/core/user.ts';
import { eventually } from '../support/eventually.ts';
import { during } from './faults/fault.ts';
import { freeze, kill } from './faults/signals.ts';
import { victims } from './faults/victims.ts';
import { mappingStatus } from './mapping-status.ts';
import { countIn, expectUsers, minutes, newUsers, untilStored } from './support.ts';
import { usePipeline } from './use-pipeline.ts';
import { committedOffsets } from './workload/committed-offsets.ts';
import { storedUsers, storeNames } from './workload/stored-users.ts';

const { settings, network, writer } = usePipeline();
const { poller, sink, controlPlane, localstack, cassandra } = victims(settings);
const count = 60;

/** In one partition, so that one invocation has them all. */
function writeAsOneBatch(users: readonly User[]) {
  return writer().write(users.map((user) => ({ ...writer().userRecord(user), partition: 0 })));
}

/** Produces users of which none is known, and ends when the function has them and is still at work on PostgreSQL. */
async function handToSlowSink() {
  const users = newUsers(count);
  network().postgres.delay({ toClient: 2000 });
  await writeAsOneBatch(users);
  // The poller counts an invocation before it has sent it: what is stored tells that the function has the batch.
  await eventually(async () => expect(await countIn(settings, 'Cassandra', users)).toBe(count), minutes, 50);
  expect((await mappingStatus(settings)).inFlight).toBeGreaterThan(0);
  return users;
}

test(
  '#4 a poller that dies between the answer of the function and the commit delivers again, and the rows stay the same',
  async () => {
    const before = await committedOffsets(settings);
    const users = await handToSlowSink();
    const ids = users.map(({ id }) => id);
    const readRows = () => Promise.all(storeNames.map((store) => storedUsers(settings).read(store, ids)));

    const rows = await during(freeze(poller), async () => {
      network().heal();
      for (const store of storeNames) {
        await eventually(async () => expect(await countIn(settings, store, users)).toBe(count), minutes);
      }
      expect(await committedOffsets(settings)).toEqual(before);
      await kill(poller).inject();
      return readRows();
    });
    await untilStored(settings);

    // With their versions.
    expect(await readRows()).toEqual(rows);
    await expectUsers(settings, users);
    expect((await mappingStatus(settings)).counts.invoked).toBeGreaterThanOrEqual(count);
  },
  5 * minutes,
);

test(
  '#5 a function that dies when one store has its batch and the other has not: both come to the same rows',
  async () => {
    const users = newUsers(count);
    network().postgres.swallow();
    await writeAsOneBatch(users);
    await eventually(async () => expect(await countIn(settings, 'Cassandra', users)).toBe(count), minutes);
    expect(await countIn(settings, 'PostgreSQL', users)).toBe(0);

    await during(kill(sink), async () => undefined);
    network().heal();
    await untilStored(settings);

    await expectUsers(settings, users);
  },
  5 * minutes,
);

test.each([
  ['the control plane, and the way to PostgreSQL with it', kill(controlPlane)],
  ['Cassandra', kill(cassandra)],
  ['LocalStack, and with it all that was deployed', kill(localstack)],
])(
  'killing %s costs no record that the topic holds',
  async (_, fault) => {
    const users = newUsers(count);

    await during(fault, () => writer().write(users.map((user) => writer().userRecord(user))));
    await untilStored(settings);

    await expectUsers(settings, users);
  },
  6 * minutes,
);
