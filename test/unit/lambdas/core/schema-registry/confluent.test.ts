import {
  SchemaNotRegisteredError,
  SchemaRefusedError,
  SchemaRegistryError,
} from '../../../../../lambdas/core/errors.ts';
import { findInConfluent, registerInConfluent } from '../../../../../lambdas/core/schema-registry/confluent.ts';
import { userSchemaDefinition } from '../../../../../lambdas/core/user-schema.ts';
import { answer, answeringServer, silence } from '../../fetch-users/answering-server.ts';

const topic = 'users_created';
const definition = userSchemaDefinition('JSON');
const never = new AbortController().signal;
const patience = { timeoutMs: 300, retries: 2, firstRetryMs: 1, maxRetryMs: 2 };

const known = answer(200, JSON.stringify({ id: 258, subject: 'users_created-value', version: 3 }));
const no = (status: number, code: number, message: string) =>
  answer(status, JSON.stringify({ error_code: code, message }));

const find = (uri: string, signal = never) => findInConfluent({ uri, topic }, patience)(definition, signal);
const register = (uri: string, signal = never) => registerInConfluent({ uri, topic }, patience)(definition, signal);

test('a schema is looked up under the name of the topic’s values, and framed with its id', async () => {
  await using server = await answeringServer(known);

  await expect(find(server.url)).resolves.toEqual({ id: '258', frame: Buffer.from([0, 0, 0, 1, 2]) });

  expect(server.requests.map(({ url }) => url.pathname)).toEqual(['/api/subjects/users_created-value']);
});

test.each([40_401, 40_403])('the code %s says that the schema is not registered, and what to do', async (code) => {
  await using server = await answeringServer(no(404, code, 'not found'));

  const finding = find(server.url);

  await expect(finding).rejects.toThrow(SchemaNotRegisteredError);
  await expect(finding).rejects.toThrow(`not registered in ${server.url}. Deploy the stack`);
  expect(server.requests).toHaveLength(1);
});

test.each([500, 503, 429, 408])('%s is asked again', async (status) => {
  await using server = await answeringServer(no(status, status, 'busy'), known);

  await expect(find(server.url)).resolves.toMatchObject({ id: '258' });

  expect(server.requests).toHaveLength(2);
});

test('a registry that never answers is given up by name, with its address', async () => {
  await using server = await answeringServer(silence);

  const finding = find(server.url);

  await expect(finding).rejects.toThrow(SchemaRegistryError);
  await expect(finding).rejects.toThrow(/The schema registry http:.*\/api cannot be reached: .*timeout/);
  expect(server.requests).toHaveLength(3);
});

test('one that is not there is named with why, and with what to do', async () => {
  const server = await answeringServer(known);
  await server[Symbol.asyncDispose]();

  await expect(find(server.url)).rejects.toThrow(/cannot be reached: connect ECONNREFUSED .*See that it runs/);
});

test.each([
  ['a page of another server', answer(200, '<html>'), 'with what is no answer of a schema registry'],
  ['a login that is wanted', no(401, 401, 'who?'), 'answers 401'],
  ['an address that is none of a registry', answer(404, '{"status": 404}'), 'answers 404'],
  ['an answer without an id', answer(200, '{}'), "something else than a schema's id"],
  ['an endless answer', answer(200, ' '.repeat(1024 * 1024 + 1)), 'more than 1048576 bytes'],
])('%s is not asked again', async (_, given, message) => {
  await using server = await answeringServer(given);

  await expect(find(server.url)).rejects.toThrow(message);

  expect(server.requests).toHaveLength(1);
});

test('the end of the time for the work ends the waiting, with its own reason', async () => {
  await using server = await answeringServer(silence);
  const deadline = new AbortController();
  const finding = find(server.url, deadline.signal);

  deadline.abort(new Error('the timeout is near'));

  await expect(finding).rejects.toThrow('the timeout is near');
});

test('a schema is registered after the rule for those that come later', async () => {
  const rule = answer(200, '{"compatibility":"BACKWARD"}');
  await using server = await answeringServer(rule, answer(200, '{"id":258}'), known);

  await expect(register(server.url)).resolves.toBe(3);

  expect(server.requests.map(({ url }) => url.pathname)).toEqual([
    '/api/config/users_created-value',
    '/api/subjects/users_created-value/versions',
    '/api/subjects/users_created-value',
  ]);
});

test.each([409, 422])('%s is a refusal, with the registry’s reason and what to do', async (status) => {
  const rule = answer(200, '{"compatibility":"BACKWARD"}');
  await using server = await answeringServer(rule, no(status, status, 'REQUIRED at /required.'));

  const registering = register(server.url);

  await expect(registering).rejects.toThrow(SchemaRefusedError);
  await expect(registering).rejects.toThrow(
    'The schema of users_created cannot be changed so: REQUIRED at /required. ' +
      'Keep it compatible (a new field must be optional), or publish to a new topic.',
  );
});
