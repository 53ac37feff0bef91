import type { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  clientCertificateSecret,
  loginSecret,
  parseSecret,
  rootCertificateSecret,
  secretReader,
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

/** Reads the secret of a service that answers so. */
function readFrom(answer: () => Promise<unknown>) {
  const asked: unknown[] = [];
  const client = {
    send: ({ input }: GetSecretValueCommand) => {
      asked.push(input);
      return answer();
    },
  };
  return { read: secretReader(client as unknown as SecretsManagerClient)(arn, loginSecret), asked };
}

test('asks for the secret by its ARN', async () => {
  const { read, asked } = readFrom(async () => ({ SecretString: '{"username":"u","password":"p"}' }));

  expect(await read).toEqual({ username: 'u', password: 'p' });
  expect(asked).toEqual([{ SecretId: arn }]);
});

test.each([
  'ResourceNotFoundException',
  'InvalidRequestException',
  'InvalidParameterException',
  'AccessDeniedException',
  'DecryptionFailure',
])('%s is a problem of the mapping: asking again would not help', async (name) => {
  const cause = Object.assign(new Error('why'), { name });
  const { read } = readFrom(() => Promise.reject(cause));

  await expect(read).rejects.toBeInstanceOf(MappingProblem);
  await expect(read).rejects.toMatchObject({
    reason: 'ESM_CONFIG_NOT_VALID',
    message: `The secret ${arn} cannot be read (${name}: why)`,
    cause,
  });
});

test('what may pass is no problem of the mapping', async () => {
  const cause = Object.assign(new Error('why'), { name: 'InternalServiceError' });
  const { read } = readFrom(() => Promise.reject(cause));

  await expect(read).rejects.not.toBeInstanceOf(MappingProblem);
  await expect(read).rejects.toMatchObject({
    message: `The secret ${arn} cannot be read (InternalServiceError: why)`,
    cause,
  });
});
