import { eventually } from '../support/eventually.ts';
import { invokeFetch, missingIds } from '../support/pipeline/deployed-pipeline.ts';
import { during } from './faults/fault.ts';
import { freeze, kill } from './faults/signals.ts';
import { victims } from './faults/victims.ts';
import { mappingStatus } from './mapping-status.ts';
import { freshDate, minutes, untilStored } from './support.ts';
import { usePipeline } from './use-pipeline.ts';
import { committedOffsets, endOffsets } from './workload/committed-offsets.ts';

const { settings, random, network } = usePipeline();
const { broker } = victims(settings);
const users = 10_000;

const sum = (offsets: ReadonlyMap<number, number>) =>
  [...offsets.values()].reduce((total, offset) => total + Math.max(0, offset), 0);

test(
  '#1 a broker that is killed while a run publishes costs the run no user and doubles none',
  async () => {
    const date = await freshDate(random);
    const before = sum(await endOffsets(settings));
    const killedAfter = 1 + random(users / 2);

    const run = invokeFetch({ date, users });
    const published = async () => sum(await endOffsets(settings)) - before;
    await eventually(async () => expect(await published()).toBeGreaterThanOrEqual(killedAfter), minutes, 5);
    await during(kill(broker), async () => undefined);

    await expect(run).resolves.toMatchObject({ failed: false, answer: { published: users } });
    await expect(published()).resolves.toBe(users);
    await untilStored(settings);
    await expect(missingIds(date, users)).resolves.toEqual({ cassandra: [], postgres: [] });
  },
  6 * minutes,
);

test.each([
  ['killed', kill(broker)],
  ['frozen', freeze(broker)],
])(
  '#2 a broker that is %s while the mapping reads leaves no gap: polling goes on from the committed offsets',
  async (_, fault) => {
    const date = await freshDate(random);
    network().postgres.delay({ toClient: 200 });
    await expect(invokeFetch({ date, users })).resolves.toMatchObject({ failed: false });
    const end = sum(await endOffsets(settings));
    await eventually(async () => expect((await mappingStatus(settings)).inFlight).toBeGreaterThan(0), minutes, 10);

    const before = await during(fault, async () => {
      network().heal();
      return mappingStatus(settings);
    });

    expect(before.counts.committed).toBeLessThan(before.counts.polled);
    await untilStored(settings);
    expect(sum(await committedOffsets(settings))).toBe(end);
    await expect(missingIds(date, users)).resolves.toEqual({ cassandra: [], postgres: [] });
    await eventually(
      async () => expect(await mappingStatus(settings)).toMatchObject({ state: 'Enabled', lastProcessingResult: 'OK' }),
      minutes,
    );
  },
  6 * minutes,
);
