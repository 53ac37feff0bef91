import {
  clientCertificateSecret,
  loginSecret,
  parseSecret,
  rootCertificateSecret,
} from '../../../../../local/event-source-mapping/access/read-secret.ts';
import { MappingProblem } from '../../../../../local/event-source-mapping/mapping-problem.ts';

const arn = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:kafka';

function problemWith(...[secret, schema]: [string | undefined, Parameters<typeof parseSecret>[2]]) {
  try {
    parseSecret(arn, secret, schema);
  } catch (error) {
    return error as MappingProblem;
  }
  throw new Error('The secret was taken');
}

test('reads what it needs, and leaves the rest', () => {
  const login = parseSecret(arn, '{"username":"u","password":"p","engine":"kafka"}', loginSecret);
  const client = parseSecret(arn, '{"certificate":"c","privateKey":"k"}', clientCertificateSecret);

  expect(login).toEqual({ username: 'u', password: 'p' });
  expect(client).toEqual({ certificate: 'c', privateKey: 'k' });
});

test.each([
  ['password', '{"username":"hidden"}', loginSecret],
  ['password', '{"username":"hidden","password":""}', loginSecret],
  ['username', '{"username":7,"password":"hidden"}', loginSecret],
  ['privateKey', '{"certificate":"hidden"}', clientCertificateSecret],
  ['certificate', '{"ca":"hidden"}', rootCertificateSecret],
] as const)('names the secret and its field %s, and nothing of its content', (field, secret, schema) => {
  const problem = problemWith(secret, schema);

  expect(problem).toBeInstanceOf(MappingProblem);
  expect(problem.reason).toBe('ESM_CONFIG_NOT_VALID');
  expect(problem.message).toBe(`The secret ${arn} has no text "${field}".`);
});

test.each([undefined, '', 'hidden', '"hidden"', '["hidden"]', 'null'])('says what a secret should be: %s', (secret) => {
  const problem = problemWith(secret, loginSecret);

  expect(problem.message).toBe(`The secret ${arn} is not a JSON object with "username", "password".`);
});
