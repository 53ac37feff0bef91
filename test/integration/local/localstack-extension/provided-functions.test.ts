import type { Files } from '../../../support/functions/zip-archive.ts';
import {
  answersAroundExit,
  createFunction,
  deleteFunctions,
  type ErrorPayload,
  exited,
  invoke,
  report,
} from './test-function.ts';

afterAll(deleteFunctions);

const api = 'http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime';

/** A runtime in shell: for each invocation `handle` is run, with its id in $id, its event in $event, headers in $headers. */
const bootstrap = (handle: string, before = '') => `#!/bin/sh
headers=$(mktemp)
${before}
while :; do
  event=$(curl --silent --dump-header "$headers" "${api}/invocation/next") || exit 1
  id=$(sed -n 's/^Lambda-Runtime-Aws-Request-Id: \\([^\\r]*\\).*/\\1/p' "$headers" | tr -d '\\r')
  ${handle}
done
`;
const answer = (data: string) =>
  `curl --silent --output /dev/null --data-binary ${data} "${api}/invocation/$id/response"`;

const executable = (content: string | Uint8Array): Files => ({ bootstrap: { content, mode: 0o755 } });
const create = (files: Files, more: object = {}) =>
  createFunction(files, { Runtime: 'provided.al2023', Handler: 'function.handler', ...more });

test.each(['provided.al2023', 'provided.al2'] as const)('runs the bootstrap of a function of %s', async (Runtime) => {
  const name = await create(executable(bootstrap(answer('"{\\"event\\":$event,\\"id\\":\\"$id\\"}"'))), { Runtime });

  const { value, log, functionError } = await invoke(name, { users: ['Ünal', 2.5, null] });

  const id = report(log)['REPORT RequestId'];
  expect(functionError).toBeUndefined();
  expect(value).toEqual({ event: { users: ['Ünal', 2.5, null] }, id });
  expect(log.slice(0, 2)).toEqual([
    `INIT_START Runtime Version: ${Runtime.replace('.', ':')}`,
    `START RequestId: ${id} Version: $LATEST`,
  ]);
});

test('tells a bootstrap the deadline, the function’s ARN and AWS’s variables, and none of the host', async () => {
  const code = bootstrap(`{ grep -i '^lambda-runtime-' "$headers"; env; } | tr -d '\\r'; ${answer('null')}`);
  const name = await create(executable(code), { Environment: { Variables: { OWN: 'value' } } });

  const { log } = await invoke(name);

  expect(log).toContain(`Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:us-east-1:000000000000:function:${name}`);
  expect(log).toEqual(expect.arrayContaining([expect.stringMatching(/^Lambda-Runtime-Deadline-Ms: \d{13}$/)]));
  expect(log).toEqual(expect.arrayContaining(['OWN=value', 'TZ=:UTC', '_HANDLER=function.handler']));
  expect(log.filter((line) => /^(HOME|NODE_PATH|PYTHONPATH|LAMBDA_NODEJS_.*)=/.test(line))).toEqual([]);
});

test('keeps what a bootstrap holds between invocations, and starts anew after it has ended', async () => {
  const code = bootstrap(`case $event in *exit*) exit 3;; esac; count=$((count + 1)); ${answer('$count')}`, 'count=0');
  const name = await create(executable(code));

  expect(await answersAroundExit(name)).toEqual([1, 2, exited(3), 1]);
});

test('puts what a bootstrap writes into the log of the invocation, also what it writes after its answer', async () => {
  const name = await create(executable(bootstrap(`echo before; ${answer('null')}; echo after >&2`)));

  const { log } = await invoke(name);

  expect(log.slice(2, -2)).toEqual(['before', 'after']);
});

test('takes an answer that is sent in chunks, and one so large that curl asks first', async () => {
  const inChunks = answer(`'"in chunks"' --header 'Transfer-Encoding: chunked'`);
  const large = `{ printf '"'; head -c 2000000 /dev/zero | tr '\\0' x; printf '"'; } > "$headers"; ${answer('@"$headers"')}`;
  const code = bootstrap(`case $event in *large*) ${large};; *) ${inChunks};; esac`);
  const name = await create(executable(code));

  const chunks = await invoke(name);
  const all = await invoke(name, { large: true });

  expect(chunks.value).toBe('in chunks');
  expect(all.value).toHaveLength(2_000_000);
  // Nobody waited for the permission to send: curl would, for a second.
  expect(Number.parseFloat(report(all.log).Duration ?? '')).toBeLessThan(900);
});

test('answers the errors that a bootstrap reports, of an invocation and of its start', async () => {
  const error = (what: string) => `'{"errorType":"Own.Error","errorMessage":"${what}"}'`;
  const post = (what: string, path: string) =>
    `curl --silent --output /dev/null --data ${error(what)} "${api}/${path}"`;
  const failing = await create(executable(bootstrap(post('no such user', 'invocation/$id/error'))));
  const broken = await create(executable(bootstrap('exit 0', `${post('no database', 'init/error')}; exit 1`)));

  const failed = await invoke(failing);
  const neverStarted = await invoke(broken);

  expect(failed).toMatchObject({
    functionError: 'Unhandled',
    value: { errorType: 'Own.Error', errorMessage: 'no such user' },
  });
  expect(neverStarted).toMatchObject({
    functionError: 'Unhandled',
    value: { errorType: 'Own.Error', errorMessage: 'no database' },
  });
  expect(neverStarted.log.at(-1)).toMatch(/\tStatus: error\tError Type: Own.Error$/);
});

test('ends a bootstrap at the function’s timeout', async () => {
  const name = await create(executable(bootstrap('sleep 60')), { Timeout: 1 });

  const { value, log } = await invoke(name);

  expect(value).toMatchObject({ errorType: 'Sandbox.Timedout' });
  expect(log.at(-1)).toMatch(/\tStatus: timeout$/);
});

const script = bootstrap('exit 0');

test.each<[string, Files, RegExp]>([
  ['that is missing', { 'other.sh': script }, /Couldn't find valid bootstrap\(s\): \[\/.*\/bootstrap\]$/],
  [
    'that may not be executed',
    { bootstrap: { content: script, mode: 0o644 } },
    /fork\/exec \/.*\/bootstrap: permission denied$/,
  ],
  [
    'whose interpreter is missing',
    executable('#!/no/such/shell\n'),
    /fork\/exec \/.*\/bootstrap: no such file or directory$/,
  ],
  [
    'for another processor',
    executable(Buffer.from('\x7fELFnot for here')),
    /fork\/exec \/.*\/bootstrap: exec format error$/,
  ],
])('answers a bootstrap %s as AWS does', async (_what, files, message) => {
  const { value, log } = await invoke(await create(files));

  expect(value).toMatchObject({ errorType: 'Runtime.InvalidEntrypoint' });
  expect((value as ErrorPayload).errorMessage).toMatch(message);
  expect(log.some((line) => message.test(line))).toBe(true);
});
