import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ownConsole, tokenOf } from '../../../../support/console/own-console.ts';
import { temporaryDirectory } from '../../../../support/temporary-directory.ts';

const { routes, jobs, audit, auditFile } = ownConsole(temporaryDirectory());
const address = (path: string) => `http://127.0.0.1:18083${path}`;
const json = { 'content-type': 'application/json' };

let token: string;
beforeAll(async () => {
  token = await tokenOf(routes);
});
beforeEach(() => rmSync(dirname(auditFile), { recursive: true, force: true }));

/** A change that reaches its route, which knows no such job. */
function change(headers: Record<string, string>, { method = 'POST', body = '{}' } = {}) {
  return routes.request(address('/api/jobs/none/cancel'), { method, headers, body });
}

describe('who may ask', () => {
  test.each(['/', '/api/jobs', '/page/main.ts', '/health'])('a strange name is refused at %s', async (path) => {
    const { status } = await routes.request(address(path), { headers: { host: 'evil.example:18083' } });

    expect(status).toBe(403);
  });

  test.each(['cross-site', 'same-site'])('a page of another site may not even ask: %s', async (site) => {
    const ask = (path: string) => routes.request(address(path), { headers: { 'sec-fetch-site': site } });

    expect((await ask('/api/jobs')).status).toBe(403);
    // A link on it may lead here.
    expect((await ask('/')).status).toBe(200);
  });

  test.each<Record<string, string>>([{}, { 'sec-fetch-site': 'none' }, { 'sec-fetch-site': 'same-origin' }])(
    'programs, a person and the own page may: %j',
    async (headers) => {
      expect((await routes.request(address('/api/jobs'), { headers })).status).toBe(200);
    },
  );
});

describe('what a change needs', () => {
  test('with JSON and token it reaches its route', async () => {
    const response = await change({ ...json, 'x-console-token': token });

    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      error: 'The job none is not there.',
      remedy: expect.any(String),
    });
  });

  test.each<[string, Record<string, string>, number]>([
    ['no token', {}, 403],
    ['another token', { 'x-console-token': 'A'.repeat(32) }, 403],
    ['an empty token', { 'x-console-token': '' }, 403],
    ['an origin of another port', { origin: 'http://127.0.0.1:3000' }, 403],
    ['the origin null', { origin: 'null' }, 403],
    ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['plain text, which a page of another site may send', { 'content-type': 'text/plain' }, 415],
    ['a type that only begins like JSON', { 'content-type': 'application/json-seq' }, 415],
  ])('%s is refused, and leaves no line', async (what, headers, status) => {
    const given: Record<string, string> = what.includes('token') ? {} : { 'x-console-token': token };

    expect((await change({ ...json, ...given, ...headers })).status).toBe(status);
    expect((await audit.last(10)).lines).toEqual([]);
  });

  test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY'])('%s needs the same', async (method) => {
    expect((await change({ 'x-console-token': token }, { method })).status).toBe(415);
    expect((await change(json, { method })).status).toBe(403);
  });

  test('a header or a field that names another method changes nothing', async () => {
    const before = jobs.all();
    const ask = (path: string) =>
      routes.request(address(path), { headers: { 'x-http-method-override': 'POST', 'x-method-override': 'DELETE' } });

    // There is no such address to read, whatever else it may be.
    expect((await ask('/api/jobs/none/cancel')).status).toBe(404);
    expect((await ask('/api/jobs?_method=DELETE')).status).toBe(200);
    expect(jobs.all()).toEqual(before);
    expect((await audit.last(10)).lines).toEqual([]);
  });

  test.each([
    ['of a known length', 'x'.repeat(65_537)],
    ['of chunks', new Blob(['x'.repeat(40_000), 'x'.repeat(40_000)]).stream()],
  ])('a body %s that is too long is refused in words', async (_, body) => {
    const headers = {
      ...json,
      'x-console-token': token,
      ...(typeof body === 'string' && { 'content-length': '65537' }),
    };
    const response = await routes.request(address('/api/jobs/none/cancel'), {
      ...{ method: 'POST', headers, body, duplex: 'half' },
    } as RequestInit);

    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({ error: 'The request is longer than 65536 bytes.' });
  });

  test('the answer to HEAD has no body', async () => {
    const response = await routes.request(address('/api/jobs'), { method: 'HEAD' });

    expect([response.status, await response.text()]).toEqual([200, '']);
  });
});

describe('the audit line', () => {
  test('tells who asked for what, and what became of it, also when it failed', async () => {
    await routes.request(address('/api/jobs/none/cancel?why=tired'), {
      ...{ method: 'POST', headers: { ...json, 'x-console-token': token }, body: '{"a":"\u202e<script>"}' },
    });

    expect((await audit.last(10)).lines).toEqual([
      {
        id: expect.any(String),
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        user: expect.stringMatching(/./),
        change: 'POST /api/jobs/none/cancel?why=tired',
        asked: '{"a":"\u202e<script>"}',
        status: 404,
      },
    ]);
  });

  test('a change that cannot be noted is not made', async () => {
    let made = 0;
    const job = jobs.start('test', 'A job', async (_, signal) => {
      signal.addEventListener('abort', () => made++);
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    });
    const headers = { ...json, 'x-console-token': token };
    const cancel = () => routes.request(address(`/api/jobs/${job.id}/cancel`), { method: 'POST', headers, body: '{}' });
    // A file where the directory would be: not even root can write below it.
    writeFileSync(dirname(auditFile), '');

    const refused = await cancel();
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ error: expect.stringContaining('Nothing was changed') });
    expect(made).toBe(0);

    rmSync(dirname(auditFile));
    expect((await cancel()).status).toBe(200);
    expect(made).toBe(1);
  });

  test('the token is not in it', async () => {
    await change({ ...json, 'x-console-token': token });

    expect(readFileSync(auditFile, 'utf8')).not.toContain(token);
  });
});

describe('every answer', () => {
  const headers = { ...json, 'x-console-token': '' };
  test.each([
    ['the page', '/', {}],
    ['a view', '/users/1', {}],
    ['a module', '/page/main.ts', {}],
    ['a style', '/page/styles/base.css', {}],
    ['a picture', '/page/icon.svg', {}],
    ['a library', '/library/preact.js', {}],
    ['health', '/health', {}],
    ['what is asked', '/api/jobs', {}],
    ['what is not there', '/api/none', {}],
    ['a file that is not there', '/page/none.ts', {}],
    ['a refused name', '/', { headers: { host: 'evil.example' } }],
    ['a refused page', '/api/jobs', { headers: { 'sec-fetch-site': 'cross-site' } }],
    ['a refused change', '/api/jobs/1/cancel', { method: 'POST', headers, body: '{}' }],
    ['a part that is away', '/api/mappings', {}],
    ['a value that is wrong', '/api/audit?limit=x', {}],
    ['another method', '/', { method: 'PUT' }],
  ])('is shut in: %s', async (_, path, options) => {
    const { headers: answered } = await routes.request(address(path), options);

    const policy = answered.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/unsafe|\*|http:/);
    expect(Object.fromEntries(answered)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(answered.has('access-control-allow-origin')).toBe(false);
    expect(answered.has('set-cookie')).toBe(false);
  });
});

describe('a path leads nowhere else', () => {
  test.each([
    '/page/../app.ts',
    '/page/%2e%2e/app.ts',
    '/page/..%2fapp.ts',
    '/page/%2e%2e%2fapp.ts',
    '/page/..\\app.ts',
    '/page/....//app.ts',
    '/page//etc/passwd',
    '/page/main.ts%00.css',
    '/page/tsconfig.json',
    '/page/styles',
    '/page/.hidden.ts',
    '/page/constructor.ts',
    '/library/../page-files.ts',
    '/library/%2e%2e/package.json',
    '/library/zod.js',
    '/library/__proto__',
  ])('%s', async (path) => {
    const response = await routes.request(`http://127.0.0.1${path}`);
    const text = await response.text();

    // Either it is not there, or it is the address of a view that there is not.
    if (response.status === 200) expect(text).toContain('<div id="console">');
    else expect(response.status).toBe(404);
    expect(text).not.toMatch(/root:|import |"compilerOptions"|"dependencies"/);
  });
});
