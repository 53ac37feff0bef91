import { freePort } from '../../../../../local/processes/ports.ts';
import type { Info } from '../../../../../local/services/random-user-api/answer.ts';
import type { User } from '../../../../../local/services/random-user-api/users/user.ts';
import { type ServerProcess, startServer } from './server-process.ts';

let server: ServerProcess;
let origin: string;

beforeAll(async () => {
  const port = await freePort();
  server = startServer('--port', String(port));
  await server.started;
  origin = `http://127.0.0.1:${port}`;
});

afterAll(async () => {
  server.child.kill();
  await server.ended;
});

const get = (path: string, init: RequestInit = {}) => fetch(origin + path, init);

interface Answer {
  readonly results: User[];
  readonly info: Info;
}

async function users(path: string): Promise<Answer> {
  return (await (await get(path)).json()) as Answer;
}

test.each([
  ['/api/', '1.4'],
  ['/api', '1.4'],
  ['/api/1.4/', '1.4'],
  ['/api/1.3/', '1.3'],
])('GET %s answers with users and info of version %s', async (path, version) => {
  const response = await get(`${path}?results=3&seed=abc&page=2`);

  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  const { results, info, ...rest } = (await response.json()) as Answer;
  expect(results).toHaveLength(3);
  expect(info).toEqual({ seed: 'abc', results: 3, page: 2, version });
  expect(rest).toEqual({});
});

test('a seed that was made up gives the same users again', async () => {
  const first = await users('/api/?results=5');
  const again = await users(`/api/?results=5&seed=${first.info.seed}`);
  const other = await users('/api/?results=5');

  expect(first.info.seed).toMatch(/^[0-9a-f]{16}$/);
  expect(again).toEqual(first);
  expect(other.info.seed).not.toBe(first.info.seed);
});

test('the same request has the same bytes, and a long answer is whole', async () => {
  const path = '/api/?results=5000&seed=abc&noinfo';
  const [first, again] = [await (await get(path)).text(), await (await get(path)).text()];

  expect(again).toBe(first);
  const answer = JSON.parse(first);
  expect(Object.keys(answer)).toEqual(['results']);
  expect(answer.results).toHaveLength(5000);
  expect(answer.results.some(({ location }: { location: { city: string } }) => location.city.includes('\u200c'))).toBe(
    true,
  );
});

test('the indented answer says the same', async () => {
  const compact = await users('/api/?results=3&seed=abc');
  const pretty = await (await get('/api/?results=3&seed=abc&format=pretty')).text();

  expect(pretty).toBe(JSON.stringify(compact, null, 2));
});

test('inc and nat reach the users', async () => {
  const { results } = await users('/api/?results=20&inc=name,nat&nat=fr,ir');

  for (const user of results) {
    expect(Object.keys(user)).toEqual(['name', 'nat']);
    expect(['FR', 'IR']).toContain(user.nat);
  }
});

test('errors say what to do, in JSON', async () => {
  const format = await get('/api/?format=csv');
  expect(format.status).toBe(400);
  expect(await format.json()).toEqual({ error: 'format=csv is not served here; json and pretty are.' });

  const path = await get('/nothing');
  expect(path.status).toBe(404);
  expect(await path.json()).toEqual({ error: 'There is nothing at /nothing; try /api/.' });

  expect((await get('/api/2.0/')).status).toBe(404);
});

test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s is not allowed', async (method) => {
  const response = await get('/api/', { method });

  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe('GET, HEAD');
  expect(await response.json()).toEqual({ error: 'Only GET and HEAD are served.' });
});

test('HEAD answers without a body', async () => {
  const response = await get('/api/', { method: 'HEAD' });

  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(await response.text()).toBe('');
});

test('GET /health answers', async () => {
  expect((await get('/health')).status).toBe(200);
});
