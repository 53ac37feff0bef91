import { SchemaCache } from '../../../../../local/event-source-mapping/schema-registry/schema-cache.ts';

const missing = 'missing';

function cacheOf(load: (id: string) => Promise<string>, clock = () => 0) {
  const loads: string[] = [];
  const counted = (id: string) => {
    loads.push(id);
    return load(id);
  };
  const believeMs = (schema: string) => (schema === missing ? 1000 : Number.POSITIVE_INFINITY);
  return { cache: new SchemaCache({ load: counted, maxSchemas: 2, believeMs, clock }), loads };
}

test('a schema that is known comes at once', async () => {
  const { cache, loads } = cacheOf(async (id) => `schema ${id}`);

  expect(cache.get('1')).toBeInstanceOf(Promise);
  await cache.get('1');

  expect(cache.get('1')).toBe('schema 1');
  expect(loads).toEqual(['1']);
});

test('requests for one schema at the same time are one request', async () => {
  const { cache, loads } = cacheOf(async (id) => `schema ${id}`);

  const answers = await Promise.all([cache.get('1'), cache.get('1'), cache.get('2')]);

  expect(answers).toEqual(['schema 1', 'schema 1', 'schema 2']);
  expect(loads).toEqual(['1', '2']);
});

test('what may change is asked for again after a while', async () => {
  let now = 0;
  const answers = [missing, 'registered now'];
  const { cache, loads } = cacheOf(
    async () => answers.shift() as string,
    () => now,
  );

  await cache.get('1');
  now = 999;
  expect(cache.get('1')).toBe(missing);
  now = 1000;

  await expect(cache.get('1')).resolves.toBe('registered now');
  expect(loads).toEqual(['1', '1']);
});

test('a failed request is not remembered', async () => {
  const outcomes = [Promise.reject(new Error('away')), Promise.resolve('back')];
  const { cache } = cacheOf(() => outcomes.shift() ?? Promise.reject());

  await expect(cache.get('1')).rejects.toThrow('away');

  await expect(cache.get('1')).resolves.toBe('back');
});

test('the schema that was not used for longest makes room', async () => {
  const { cache, loads } = cacheOf(async (id) => `schema ${id}`);

  await cache.get('1');
  await cache.get('2');
  cache.get('1');
  await cache.get('3');

  expect(cache.get('1')).toBe('schema 1');
  await cache.get('2');
  expect(loads).toEqual(['1', '2', '3', '2']);
});
