import { parseLogin } from '../../../../../../local/control-plane/msk/scram-secrets/scram-logins.ts';

test('a login is a user name and a password; what else the secret holds does not matter', () => {
  expect(parseLogin('{"username":"a","password":"b","host":"c"}')).toEqual({ username: 'a', password: 'b' });
});

test.each([
  '',
  'hunter2',
  '"hunter2"',
  'null',
  '{"username":"a"}',
  '{"username":"a","password":5}',
  '{"username":"","password":"hunter2"}',
])('%j is refused without being told', (text) => {
  const refusal = /^The provided secret must be JSON with a username and a password\.$/;

  expect(() => parseLogin(text)).toThrow(refusal);
});
