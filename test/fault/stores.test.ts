import {
  GetFunctionConfigurationCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { memoryMib } from '../../local/processes/process-table.ts';
import { eventSourceMapping } from '../../local/services/event-source-mapping/event-source-mapping-service.ts';
import { eventually } from '../support/eventually.ts';
import { invokeFetch, lambda, missingIds } from '../support/pipeline/deployed-pipeline.ts';
import { databaseOutage } from './faults/database-outage.ts';
import { during } from './faults/fault.ts';
import { kill } from './faults/signals.ts';
import { victims } from './faults/victims.ts';
import { functionLog } from './function-log.ts';
import { mappingStatus } from './mapping-status.ts';
import { countIn, expectUsers, freshDate, minutes, newUsers, untilStored } from './support.ts';
import { usePipeline } from './use-pipeline.ts';
import { readLetters } from './workload/letters.ts';

const { settings, stack, random, network, writer } = usePipeline();
const { cassandra } = victims(settings);
const other = { Cassandra: 'PostgreSQL', PostgreSQL: 'Cassandra' } as const;

const produce = async (count: number) => {
  const users = newUsers(count);
  await writer().write(users.map((user) => writer().userRecord(user)));
  return users;
};

test.each([
  ['Cassandra', kill(cassandra)],
  ['PostgreSQL', databaseOutage(settings)],
] as const)(
  '#6 while %s is down during a run the lag shows, the other store has the users, and nothing becomes a dead letter',
  async (store, outage) => {
    const [date, users] = [await freshDate(random), 5000];
    const letters = await readLetters(settings);

    const some = await during(outage, async () => {
      const run = invokeFetch({ date, users });
      const written = await produce(100);
      await eventually(async () => expect(await countIn(settings, other[store], written)).toBe(100), minutes);
      expect((await mappingStatus(settings)).inFlight).toBeGreaterThan(0);
      await eventually(async () => expect((await mappingStatus(settings)).lag).toBeGreaterThan(0), minutes);
      return { written, run };
    });

    await untilStored(settings);
    // A run keeps its row in PostgreSQL: without it none begins.
    if (store === 'Cassandra') await expect(some.run).resolves.toMatchObject({ failed: false });
    else if ((await some.run).failed)
      await expect(invokeFetch({ date, users })).resolves.toMatchObject({ failed: false });
    await untilStored(settings);
    await expectUsers(settings, some.written);
    await expect(missingIds(date, users)).resolves.toEqual({ cassandra: [], postgres: [] });
    expect(await readLetters(settings)).toEqual(letters);
  },
  6 * minutes,
);

test(
  '#7 a store that takes 5 s for an answer holds the mapping up, which keeps little in memory, and costs nothing',
  async () => {
    // The first one opens the connections.
    await produce(1);
    await untilStored(settings);
    network().postgres.delay({ toClient: 5000 });
    const poller = stack.daemon(eventSourceMapping).pid() ?? 0;
    const before = memoryMib(poller);

    const users = await produce(2000);
    await eventually(async () => expect((await mappingStatus(settings)).inFlight).toBeGreaterThan(0), minutes, 20);
    const more = await produce(2000);
    const { inFlight, buffered } = await mappingStatus(settings);
    network().postgres.delay({});
    await untilStored(settings);

    await expectUsers(settings, [...users, ...more]);
    expect(inFlight).toBeLessThanOrEqual(10);
    expect(buffered).toBeLessThanOrEqual(4000);
    expect(memoryMib(poller)).toBeLessThan(before + 200);
  },
  4 * minutes,
);

test(
  '#7 a store that does not answer in time: the function ends before its timeout and names what is not stored',
  async () => {
    const FunctionName = 'users-sink';
    const { Timeout } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    const setTimeoutTo = async (seconds: number | undefined) => {
      await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: seconds }));
      await waitUntilFunctionUpdatedV2({ client: lambda, maxWaitTime: 60 }, { FunctionName });
    };
    await setTimeoutTo(40);
    const from = Date.now();
    network().postgres.refuse();

    const users = await produce(200);
    const isTold = async () => expect(await functionLog(settings, FunctionName, from)).toContain('not in every store');
    await eventually(isTold, minutes);
    network().heal();
    await untilStored(settings);
    await setTimeoutTo(Timeout);

    await expectUsers(settings, users);
    expect(await functionLog(settings, FunctionName, from)).not.toContain('Task timed out');
  },
  4 * minutes,
);

test.each(['cassandra', 'postgres'] as const)(
  '#8 connections to %s that are half open are given up by the client and replaced',
  async (store) => {
    await produce(1);
    await untilStored(settings);
    const proxy = network()[store];
    const accepted = proxy.accepted;
    proxy.swallowOpen();

    const users = await produce(100);
    await untilStored(settings);

    await expectUsers(settings, users);
    expect(proxy.accepted).toBeGreaterThan(accepted);
  },
  4 * minutes,
);
