import { metricsRoutes } from '../../../../../local/console/metrics/routes.ts';
import { pipelineParts } from '../../../../../local/console/samples/pipeline-parts.ts';
import { Sampler } from '../../../../../local/console/samples/sampler.ts';
import type { Sources } from '../../../../../local/console/sources/sources.ts';
import { readSettings } from '../../../../../local/settings.ts';

const never = () => new Promise<never>(() => undefined);

/** A pipeline of which nothing answers: neither an error comes nor anything else. */
const frozen: Sources = {
  // Nothing listens there.
  settings: readSettings({ PORT_OFFSET: '45000' }, '/nowhere'),
  ...{ aws: never, postgres: never, cassandra: never, kafkaAdmin: never, topicReading: never, topicLog: never },
  kafkaProducer: never,
  kafka: {} as Sources['kafka'],
  close: async () => undefined,
};

test('a scrape is answered at once while every part hangs, and says that they are down', async () => {
  const sampler = new Sampler(pipelineParts(frozen));
  const routes = metricsRoutes(frozen, sampler);
  await sampler.tick();
  const begun = performance.now();

  const response = await routes.request('/');

  const text = await response.text();
  sampler.stop();
  expect(performance.now() - begun).toBeLessThan(1000);
  expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  for (const part of ['kafka', 'cassandra', 'postgres', 'localstack', 'event-source-mapping']) {
    expect(text).toContain(`users_pipeline_part_up{part="${part}"} 0\n`);
  }
  // Those of the program itself.
  expect(text).toContain('process_resident_memory_bytes ');
});

test('a sample of long ago is none', async () => {
  const at = new Date(Date.now() - 60_000).toISOString();
  const sampler = new Sampler({ ...pipelineParts(frozen), now: () => Date.parse(at) });
  await sampler.tick();
  sampler.stop();

  const text = await (await metricsRoutes(frozen, sampler).request('/')).text();

  expect(text).not.toContain('users_pipeline_sampled_timestamp_seconds');
});
