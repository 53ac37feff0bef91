import { createFunction, deleteFunctions, invoke, report } from './test-function.ts';

afterAll(deleteFunctions);

const requestId = '[0-9a-f-]{36}';

test('writes START, END and REPORT around what the function writes, and the init phase once', async () => {
  const name = await createFunction(
    `console.info('at start');
    export const handler = async () => { console.log('two\\nlines', { a: 1 }); console.error('bad'); };`,
    { MemorySize: 256 },
  );

  const cold = await invoke(name);
  const warm = await invoke(name);

  const time = '\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z';
  const expected = [
    /^INIT_START Runtime Version: nodejs:22\.v22\./,
    new RegExp(`^${time}\tundefined\tINFO\tat start$`),
    new RegExp(`^START RequestId: ${requestId} Version: \\$LATEST$`),
    new RegExp(`^${time}\t${requestId}\tINFO\ttwo\rlines { a: 1 }$`),
    new RegExp(`^${time}\t${requestId}\tERROR\tbad$`),
    new RegExp(`^END RequestId: ${requestId}$`),
    /^REPORT RequestId: .*\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 256 MB\tMax Memory Used: \d+ MB\tInit Duration: [\d.]+ ms$/,
  ];
  expect(cold.log).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
  expect(warm.log).toHaveLength(5);
  expect(report(warm.log)).not.toHaveProperty('Init Duration');
});

test('repeats a failed init phase before START, and reports both', async () => {
  const name = await createFunction('process.exit(3);');

  const first = await invoke(name);
  const second = await invoke(name);

  const phase = (phase: string) =>
    new RegExp(
      `^INIT_REPORT Init Duration: [\\d.]+ ms\tPhase: ${phase}\tStatus: error\tError Type: Runtime.ExitError$`,
    );
  const invocation = [
    phase('invoke'),
    /^START /,
    /^RequestId: .* Error: Runtime exited with error: exit status 3$/,
    /^Runtime.ExitError$/,
    /^END /,
    /^REPORT .*\tMax Memory Used: [1-9]\d* MB\tStatus: error\tError Type: Runtime.ExitError$/,
  ];
  const initial = [/^INIT_START /, phase('init'), ...invocation];
  expect(first.log).toEqual(initial.map((pattern) => expect.stringMatching(pattern)));
  expect(second.log).toEqual(invocation.map((pattern) => expect.stringMatching(pattern)));
});

test('reports the memory that the process really held', async () => {
  const name = await createFunction(
    `export const handler = async () => { globalThis.held = Buffer.alloc(100 * 1_048_576, 1); };`,
    { MemorySize: 512 },
  );

  const { log } = await invoke(name);

  const usedMb = Number.parseInt(report(log)['Max Memory Used'] ?? '', 10);
  expect(usedMb).toBeGreaterThan(130);
  expect(usedMb).toBeLessThan(260);
});

test('passes on lines of JSON that a logger with its own console writes', async () => {
  const name = await createFunction(`import { Console } from 'node:console';
    const own = new Console({ stdout: process.stdout, stderr: process.stderr });
    export const handler = async () => { own.log(JSON.stringify({ level: 'INFO', message: 'structured' })); };`);

  const { log } = await invoke(name);

  expect(log).toContain('{"level":"INFO","message":"structured"}');
});

test('writes JSON when the function asks for it', async () => {
  const name = await createFunction(`export const handler = async () => { console.warn('careful'); };`, {
    LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'INFO' },
  });

  const { log } = await invoke(name);

  const lines = log.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map((line) => line.type ?? line.level)).toEqual([
    'platform.initStart',
    'platform.start',
    'WARN',
    'platform.report',
  ]);
  expect(lines[2]).toMatchObject({ message: 'careful', requestId: expect.stringMatching(requestId) });
});

test('keeps a flood of output bounded and says how much it dropped', async () => {
  const name = await createFunction(
    `export const handler = async () => { const line = 'x'.repeat(1023) + '\\n';
      for (let i = 0; i < 20_000; i += 1) process.stdout.write(line); return 'done'; };`,
    { Timeout: 30 },
  );

  const { value, log } = await invoke(name);

  expect(value).toBe('done');
  expect(log.join('\n')).toContain(`dropped ${20_000 * 1024 - 1_048_576} bytes of output beyond 1048576`);
});
