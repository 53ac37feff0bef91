import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { serverUser } from '../../../local/services/postgres/server-user.ts';
import { tokenIn } from '../../support/console/own-console.ts';
import { cleanUpFile, keepForFile } from '../../support/event-source-mapping/clean-up.ts';
import { functionLogs } from '../../support/functions/function-logs.ts';
import { lambda, settings, startPipeline } from '../../support/pipeline/deployed-pipeline.ts';
import { stackProcesses } from '../../support/stack/stack-processes.ts';
import { type StackSecret, secretOf, stackSecrets } from '../../support/stack/stack-secrets.ts';
import { useEverySignIn } from './sign-ins.ts';

const minutes = 60_000;
const { stateDir } = settings;
const onLinux = existsSync('/proc/self/environ') ? test : test.skip;
let secrets: StackSecret[] = [];
/** Below the state directory, those that hold a secret. */
let holders: string[] = [];

beforeAll(async () => {
  await startPipeline(100, '2026-07-26');
  const used = await useEverySignIn(settings);
  secrets = [...(await stackSecrets(settings)), ...used, await useConsole()];
  holders = filesBelow(stateDir).filter(
    (file) => heldIn(unlessGone(() => readFileSync(file), Buffer.alloc(0))).length > 0,
  );
  keepForFile();
}, 20 * minutes);

afterAll(async () => {
  await cleanUpFile();
  lambda.destroy();
});

/** Makes a change, which the console notes. @returns what lets its page change things */
async function useConsole(): Promise<StackSecret> {
  const url = `http://127.0.0.1:${settings.ports.console}`;
  const token = tokenIn(await (await fetch(url)).text());
  const headers = { 'content-type': 'application/json', 'x-console-token': token };
  const { status } = await fetch(`${url}/api/jobs/none/cancel`, { method: 'POST', headers, body: '{}' });
  expect(status).toBe(404);
  return secretOf('the token of the console', token);
}

/** The names of the secrets that stand in the text. */
function heldIn(text: string | Buffer): string[] {
  return secrets.filter(({ forms }) => forms.some((form) => text.includes(form))).map(({ name }) => name);
}

function filesBelow(directory: string): string[] {
  return unlessGone(() => readdirSync(directory, { withFileTypes: true }), []).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}

/** A store deletes files of its own while they are looked at. */
function unlessGone<Result>(look: () => Result, otherwise: Result): Result {
  try {
    return look();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return otherwise;
    throw error;
  }
}

/** From the state directory down to the file. */
function directoriesOf(file: string): string[] {
  const directory = dirname(file);
  return directory === stateDir ? [directory] : [...directoriesOf(directory), directory];
}

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

test('every secret is known to this test, and long enough to be found', () => {
  expect(secrets.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/password of kafka/),
      expect.stringMatching(/password of cassandra$/),
      expect.stringMatching(/key in .*server\.pem/),
      expect.stringMatching(/key in .*client-key\.pem/),
      expect.stringMatching(/password in rds!db-/),
      expect.stringMatching(/password in AmazonMSK_/),
      expect.stringMatching(/token for PostgreSQL/),
      expect.stringMatching(/token for Kafka/),
      expect.stringMatching(/token of the console/),
    ]),
  );
  expect(secrets.flatMap(({ forms }) => forms).filter((form) => form.length < 16)).toEqual([]);
  expect(heldIn(readFileSync(join(stateDir, 'credentials.json')))).toHaveLength(3);
});

test('only files that hold logins hold a secret, readable by their owner alone, behind directories that are shut', () => {
  const names = holders.map((file) => relative(stateDir, file));
  const modes = holders.map(modeOf);
  expect(names).toEqual(expect.arrayContaining(['credentials.json', join('config', 'kafka', 'server.properties')]));
  expect(
    names.filter((name) => !/^(credentials|connections|own-database)\.json$|^(certificates|config|data)\//.test(name)),
  ).toEqual([]);
  expect(modes).toEqual(holders.map(() => '600'));
  const open = holders.filter((file) => !directoriesOf(file).some((directory) => modeOf(directory) === '700'));
  expect(open.map((file) => dirname(file)).filter((directory) => directory !== stateDir)).toEqual([]);
  // PostgreSQL, which does not run as root, has to pass to a directory of its own.
  expect(modeOf(stateDir)).toBe(serverUser() ? '711' : '700');
});

test('the console notes who changed what for its owner alone, and without its token', () => {
  const audit = join(stateDir, 'data', 'console', 'audit.jsonl');

  expect(readFileSync(audit, 'utf8')).toContain('POST /api/jobs/none/cancel');
  expect([modeOf(audit), modeOf(dirname(audit))]).toEqual(['600', '700']);
  expect(holders).not.toContain(audit);
});

test('nobody else reads what the stores keep', () => {
  const data = readdirSync(join(stateDir, 'data')).filter((name) => name !== 'rds');

  expect(data).toEqual(expect.arrayContaining(['cassandra', 'console', 'kafka', 'localstack', 'schema-registry']));
  expect(data.map((name) => modeOf(join(stateDir, 'data', name)))).toEqual(data.map(() => '700'));
});

test("no secret is in a log, whether a service's or a function's", async () => {
  const files = filesBelow(join(stateDir, 'logs'));
  const written = await functionLogs();
  const texts = [...files.map((name) => ({ name, text: readFileSync(name, 'utf8') })), ...written];

  const found = texts.flatMap(({ name, text }) => heldIn(text).map((secret) => `${name}: ${secret}`));
  const signed = texts.filter(({ text }) => /X-Amz-Signature=\w|aHR0cHM6Ly9rYWZrY/.test(text)).map(({ name }) => name);

  expect(texts.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['/aws/lambda/users-sink', join(stateDir, 'logs', 'kafka.log')]),
  );
  expect([found, signed]).toEqual([[], []]);
});

onLinux("no secret is in a process's command line or environment", () => {
  const processes = stackProcesses(stateDir);

  const found = processes.flatMap(({ commandLine, environment }) =>
    heldIn(`${commandLine}\0${environment}`).map((secret) => `${commandLine}: ${secret}`),
  );

  expect(processes.filter(({ environment }) => environment !== '').length).toBeGreaterThan(7);
  expect(found).toEqual([]);
});

test('what is deployed holds no secret: neither the template nor the bundles', () => {
  const files = filesBelow(join(stateDir, 'cdk.out'));

  expect(files.some((file) => file.endsWith('users-pipeline.template.json'))).toBe(true);
  expect(holders.filter((file) => files.includes(file))).toEqual([]);
});
