import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCredentials } from '../../../../local/services/credentials.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const stateDir = temporaryDirectory();
const file = join(stateDir, 'credentials.json');

test('logins are drawn once, and only their owner can read them', () => {
  const first = readCredentials(stateDir);

  const second = readCredentials(stateDir);

  expect(second).toEqual(first);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(new Set(Object.values(first).map(({ password }) => password)).size).toBe(Object.keys(first).length);
});

test('a stack of an earlier version keeps its logins and is given those that it lacks', () => {
  const cassandra = { username: 'users_pipeline', password: 'kept' };
  writeFileSync(file, JSON.stringify({ cassandra }));

  const credentials = readCredentials(stateDir);

  expect(credentials.cassandra).toEqual(cassandra);
  expect(credentials.kafka).toEqual({ username: 'users_pipeline', password: expect.stringMatching(/^[\w-]{24}$/) });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(credentials);
});
