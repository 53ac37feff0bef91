import { randomUserApi } from '../../local/services/random-user-api/random-user-api-service.ts';
import { invokeFetch, missingIds, query } from '../support/pipeline/deployed-pipeline.ts';
import { freshDate, minutes, untilStored } from './support.ts';
import { usePipeline } from './use-pipeline.ts';
import { endOffsets } from './workload/committed-offsets.ts';

const { settings, stack, random } = usePipeline();

test(
  '#16 a run without the API fails by name, is kept as failed, and the next one of the date succeeds',
  async () => {
    const event = { date: await freshDate(random), users: 20 };

    await stack.stop(randomUserApi);
    const run = await invokeFetch(event).finally(() => stack.start(randomUserApi));
    const next = await invokeFetch(event);

    expect(run).toMatchObject({
      failed: true,
      answer: { errorType: 'ApiError', errorMessage: expect.stringContaining('cannot be reached') },
    });
    expect(next).toMatchObject({ failed: false, answer: { attempt: 2, published: 20 } });
    const runs = await query('SELECT state, error FROM pipeline_runs WHERE logical_date = $1 ORDER BY attempt', [
      event.date,
    ]);
    expect(runs).toEqual([
      { state: 'failed', error: expect.stringMatching(/^ApiError: .*cannot be reached/) },
      { state: 'succeeded', error: null },
    ]);
  },
  5 * minutes,
);

test(
  '#17 a date that fires twice at once, and once more later, publishes its users once',
  async () => {
    const event = { date: await freshDate(random), users: 2000 };
    const published = async () => [...(await endOffsets(settings)).values()].reduce((sum, offset) => sum + offset, 0);
    const before = await published();

    const runs = await Promise.all([invokeFetch(event), invokeFetch(event)]);
    const later = await invokeFetch(event);
    await untilStored(settings);

    expect([...runs, later].map(({ failed }) => failed)).toEqual([false, false, false]);
    expect((await published()) - before).toBe(event.users);
    await expect(missingIds(event.date, event.users)).resolves.toEqual({ cassandra: [], postgres: [] });
  },
  3 * minutes,
);
