import { createFunction, deleteFunctions, invoke, report } from './test-function.ts';

afterAll(deleteFunctions);

const requestId = '[0-9a-f-]{36}';

test('ends an invocation at the timeout with everything that it started', async () => {
  const name = await createFunction(
    `import { spawn, spawnSync } from 'node:child_process';
    export const handler = async (event) => {
      if (event.pid) return spawnSync('ps', ['-o', 'stat=', '-p', event.pid]).stdout.toString().trim();
      const child = spawn('sleep', ['60']);
      console.log('child', child.pid);
      await new Promise((done) => setTimeout(done, 60_000));
    };`,
    { Timeout: 1 },
  );

  const late = await invoke(name);
  const pid = Number(late.log.find((line) => line.includes('\tINFO\tchild '))?.split('child ')[1]);
  const next = await invoke(name, { pid });

  expect(late.value).toEqual({
    errorType: 'Sandbox.Timedout',
    errorMessage: expect.stringMatching(`^RequestId: ${requestId} Error: Task timed out after 1.00 seconds$`),
  });
  expect(late.log.join('\n')).toMatch(/Task timed out after 1.00 seconds[\s\S]*Status: timeout/);
  expect(pid).toBeGreaterThan(0);
  // Gone, or a zombie that nobody has collected yet.
  expect(next.value).toMatch(/^(Z.*)?$/);
});

test('takes a payload of 6 MB, in and out', async () => {
  const name = await createFunction('export const handler = async (event) => event;', { MemorySize: 512 });
  // With its quotation marks the JSON has exactly as many bytes as AWS takes.
  const text = 'x'.repeat(6 * 1024 * 1024 - 2);

  const { value } = await invoke(name, text);

  expect(value === text).toBe(true);
});

test('refuses a payload above AWS’s limit before the function sees it', async () => {
  const name = await createFunction('export const handler = async () => "seen";');

  const tooLarge = invoke(name, 'x'.repeat(6 * 1024 * 1024 - 1));

  await expect(tooLarge).rejects.toMatchObject({
    name: 'RequestEntityTooLargeException',
    message: '6291457 byte payload is too large for the RequestResponse invocation type (limit 6291456 bytes)',
    $metadata: { httpStatusCode: 413 },
  });
});

test('answers a response above 6 MB as too large, and keeps the process', async () => {
  const name = await createFunction(`let count = 0;
    export const handler = async (event) => { count += 1; return event.bytes ? 'x'.repeat(event.bytes) : count; };`);

  const tooLarge = await invoke(name, { bytes: 6_300_000 });
  const next = await invoke(name);

  expect(tooLarge.value).toEqual({
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: 'Response payload size (6300002 bytes) exceeded maximum allowed payload size (6291556 bytes).',
  });
  expect(next.value).toBe(2);
});

test('stops a function that uses more memory than it has', async () => {
  const name = await createFunction(
    `export const handler = async (event) => { const parts = [];
      for (let i = 0; i < event.megabytes; i += 1) parts.push(Buffer.alloc(1_048_576, 1));
      return parts.length; };`,
    { MemorySize: 128, Timeout: 20 },
  );

  const within = await invoke(name, { megabytes: 1 });
  const above = await invoke(name, { megabytes: 400 });
  const next = await invoke(name, { megabytes: 1 });

  expect(within.value).toBe(1);
  expect(above.value).toEqual({
    errorType: 'Runtime.ExitError',
    errorMessage: expect.stringMatching(`^RequestId: ${requestId} Error: Runtime exited with error: signal: killed$`),
  });
  expect(above.log.at(-1)).toContain('Max Memory Used: 128 MB\tStatus: error\tError Type: Runtime.ExitError');
  expect(next.value).toBe(1);
});

test('stops a function whose children use more memory than it has', async () => {
  const name = await createFunction(
    `import { spawnSync } from 'node:child_process';
    export const handler = async () => {
      spawnSync(process.execPath, ['-e', 'const all = []; setInterval(() => all.push(Buffer.alloc(2e7, 1)), 20)']);
      return 'never';
    };`,
    { MemorySize: 256, Timeout: 20 },
  );

  const { value, log } = await invoke(name);

  expect(value).toMatchObject({ errorMessage: expect.stringMatching(/signal: killed$/) });
  expect(report(log)).toMatchObject({ 'Max Memory Used': '256 MB', Status: 'error' });
});

test('gives the init phase ten seconds, then counts it to the invocation', async () => {
  const name = await createFunction(
    'console.log("slow"); await new Promise((done) => setTimeout(done, 12_000)); export const handler = async () => "ready";',
    { Timeout: 1 },
  );

  const answer = await invoke(name);

  expect(answer.value).toMatchObject({ errorType: 'Sandbox.Timedout' });
  expect(answer.log.join('\n')).toMatch(
    /INIT_START [\s\S]*slow\nINIT_REPORT Init Duration: 10\d\d\d\.\d\d ms\tPhase: init\tStatus: timeout/,
  );
}, 30_000);
