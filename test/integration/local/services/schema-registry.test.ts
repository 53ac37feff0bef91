import { type OwnSchemaRegistry, startSchemaRegistry } from '../../../support/schemas/own-schema-registry.ts';

let registry: OwnSchemaRegistry;

beforeAll(async () => {
  registry = await startSchemaRegistry();
}, 600_000);

afterAll(() => registry.remove());

const schemaOf = (name: string) => JSON.stringify({ type: 'record', name, fields: [] });

/** Text of the schema with that id. */
async function byId(id: number): Promise<string> {
  const response = await fetch(`${registry.url}/schemas/ids/${id}`, { signal: AbortSignal.timeout(10_000) });
  return ((await response.json()) as { schema: string }).schema;
}

test('schemas and their ids are there after a stop', async () => {
  const id = await registry.register('stopped-value', { schema: schemaOf('Stopped') });

  await registry.stop();
  await registry.start();

  expect(await byId(id)).toBe(schemaOf('Stopped'));
  await expect(registry.register('stopped-value', { schema: schemaOf('Stopped') })).resolves.toBe(id);
  await expect(registry.register('next-value', { schema: schemaOf('Next') })).resolves.toBeGreaterThan(id);
});

test('the schema that was registered last is there after the registry was killed', async () => {
  const ids: number[] = [];
  for (let index = 0; index < 20; index += 1) {
    ids.push(await registry.register(`killed-${index}`, { schema: schemaOf(`Killed${index}`) }));
  }

  await registry.kill();
  await registry.start();

  const kept = await Promise.all(ids.map(byId));
  expect(kept).toEqual(ids.map((_, index) => schemaOf(`Killed${index}`)));
});
