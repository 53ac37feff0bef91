import { SchemaCache } from '../../../../../local/event-source-mapping/schema-registry/schema-cache.ts';

function cacheOf(load: (id: number) => Promise<string | undefined>, clock = () => 0) {
  const loads: number[] = [];
  const counted = (id: number) => {
    loads.push(id);
    return load(id);
  };
  return { cache: new SchemaCache({ load: counted, maxSchemas: 2, missingMs: 1000, clock }), loads };
}

test('a schema that is known comes at once', async () => {
  const { cache, loads } = cacheOf(async (id) => `schema ${id}`);

  expect(cache.get(1)).toBeInstanceOf(Promise);
  await cache.get(1);

  expect(cache.get(1)).toBe('schema 1');
  expect(loads).toEqual([1]);
});

test('requests for one schema at the same time are one request', async () => {
  const { cache, loads } = cacheOf(async (id) => `schema ${id}`);

  const answers = await Promise.all([cache.get(1), cache.get(1), cache.get(2)]);

  expect(answers).toEqual(['schema 1', 'schema 1', 'schema 2']);
  expect(loads).toEqual([1, 2]);
});

test('a missing schema is asked for again after a while', async () => {
  let now = 0;
  const answers = [undefined, 'registered now'];
  const { cache, loads } = cacheOf(
    async () => answers.shift(),
    () => now,
  );

  await cache.get(1);
  now = 999;
  expect(cache.get(1)).toBeUndefined();
  now = 1000;

  await expect(cache.get(1)).resolves.toBe('registered now');
  expect(loads).toEqual([1, 1]);
});

test('a failed request is not remembered', async () => {
  const outcomes = [Promise.reject(new Error('away')), Promise.resolve('back')];
  const { cache } = cacheOf(() => outcomes.shift() ?? Promise.reject());

  await expect(cache.get(1)).rejects.toThrow('away');

  await expect(cache.get(1)).resolves.toBe('back');
});

test('the schema that was not used for longest makes room', async () => {
  const { cache, loads } = cacheOf(async (id) => `schema ${id}`);

  await cache.get(1);
  await cache.get(2);
  cache.get(1);
  await cache.get(3);

  expect(cache.get(1)).toBe('schema 1');
  await cache.get(2);
  expect(loads).toEqual([1, 2, 3, 2]);
});
