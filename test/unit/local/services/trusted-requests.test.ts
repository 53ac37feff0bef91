import { Hono } from 'hono';
import { refusalOf, trustedRequests } from '../../../../local/services/trusted-requests.ts';

const sender = { method: 'POST', host: '127.0.0.1:18082', origin: undefined, site: undefined };
const strange = /is no name of this server/;
const fromPage = /Pages of other sites/;

test.each(['127.0.0.1:18082', '[::1]:18082', 'localhost:18082', 'LOCALHOST', '192.168.1.2', 'control-plane:18082'])(
  'a program may ask %s',
  (host) => {
    expect(refusalOf({ ...sender, host }, ['control-plane'])).toBeUndefined();
  },
);

test.each(['evil.example:18082', '127.0.0.1.evil.example', 'localhost.evil.example', 'kafka', 'a b', '', undefined])(
  'the name %s, which a page may have made lead here, is refused even for reading',
  (host) => {
    expect(refusalOf({ ...sender, method: 'GET', host }, ['control-plane'])).toMatch(strange);
  },
);

test.each([
  { origin: 'http://evil.example' },
  { origin: 'null' },
  // Another port of this machine is another program.
  { origin: 'http://127.0.0.1:3000' },
  { site: 'cross-site' },
  { site: 'same-site' },
])('a page may not change anything: %j', (headers) => {
  expect(refusalOf({ ...sender, ...headers }, [])).toMatch(fromPage);
});

test.each([
  { origin: 'http://127.0.0.1:18082', site: 'same-origin' },
  { site: 'none' },
  { method: 'GET', origin: 'http://evil.example', site: 'cross-site' },
])('its own page, a person and whoever only asks are served: %j', (headers) => {
  expect(refusalOf({ ...sender, ...headers }, [])).toBeUndefined();
});

test('a refused request reaches no route', async () => {
  let served = 0;
  const routes = new Hono().use(trustedRequests()).post('/call', (context) => context.json({ served: ++served }));
  const ask = (headers: Record<string, string>) => routes.request('/call', { method: 'POST', headers });

  const answers = [
    await ask({ host: 'evil.example' }),
    await ask({ host: '127.0.0.1', origin: 'http://evil.example' }),
    await ask({ host: '127.0.0.1' }),
  ];

  expect(answers.map(({ status }) => status)).toEqual([403, 403, 200]);
  expect(served).toBe(1);
});
