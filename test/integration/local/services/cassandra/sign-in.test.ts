import driver from 'cassandra-driver';
import { signNonce } from '../../../../../lambdas/core/clients/keyspaces-sign-in.ts';
import { keyspacesClient, withAwsCredentials } from '../../../../support/aws/keyspaces.ts';
import { connections } from '../../../../support/stack/stack.ts';

const { username, password } = connections().cassandra;
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

type SignIn = Parameters<typeof keyspacesClient>[0];

/** The driver takes only providers that extend this class, which its types call an interface. */
const { AuthProvider } = driver.auth as unknown as { AuthProvider: new () => driver.auth.AuthProvider };

/** A sign-in whose answer is made from the nonce, and which notes what the server calls its authenticator. */
class Answering extends AuthProvider {
  announced = '';
  readonly #answer: (nonce: string) => string;

  constructor(answer: (nonce: string) => string) {
    super();
    this.#answer = answer;
  }

  override newAuthenticator(_: string, announced: string): driver.auth.Authenticator {
    this.announced = announced;
    return {
      initialResponse: (callback) => callback(null, Buffer.from('SigV4\0\0')),
      evaluateChallenge: (challenge, callback) =>
        callback(null, Buffer.from(this.#answer(challenge.toString().replace('nonce=', '')))),
      onAuthenticationSuccess: () => undefined,
    };
  }
}

function signedAt(minutes: number): SignIn {
  const date = () => new Date(Date.now() + minutes * 60_000);
  return { authProvider: new Answering((nonce) => signNonce(nonce, 'us-east-1', credentials, date())) };
}

/** What the server says of itself to a client that came in. */
async function comeIn(signIn: SignIn) {
  const client = keyspacesClient(signIn);
  try {
    const { rows } = await client.execute('SELECT data_center FROM system.local');
    return rows[0]?.data_center;
  } catch (error) {
    const [reason = error] = Object.values((error as driver.errors.NoHostAvailableError).innerErrors ?? {});
    throw reason;
  } finally {
    await client.shutdown();
  }
}

test.each<[string, SignIn]>([
  ['a password', { credentials: { username, password } }],
  ['AWS credentials', withAwsCredentials()],
  ['credentials of a session', withAwsCredentials({ ...credentials, sessionToken: 'a+token/of=a-session' })],
  ['any other AWS credentials', withAwsCredentials({ accessKeyId: '000000000000', secretAccessKey: 'whatever' })],
  ['a clock that is a little slow', signedAt(-19)],
  ['a clock that is a little fast', signedAt(4)],
])('lets clients in by %s, into a data centre with the name of the Region', async (_, signIn) => {
  const dataCentre = await comeIn(signIn);

  expect(dataCentre).toBe('us-east-1');
});

const answering = (answer: (nonce: string) => string): SignIn => ({ authProvider: new Answering(answer) });
const now = () => new Date().toISOString();

test.each<[string, SignIn, string]>([
  ['a wrong password', { credentials: { username, password: 'wrong' } }, 'and/or password are incorrect'],
  ['a wrong secret key', withAwsCredentials({ ...credentials, secretAccessKey: 'other' }), 'does not match the nonce'],
  ['a signature for another Region', withAwsCredentials(credentials, 'eu-west-1'), 'does not match the nonce'],
  ['a signature of another nonce', answering(() => signNonce('0', 'us-east-1', credentials, new Date())), 'the nonce'],
  ['a signature of the past', signedAt(-21), 'the signature has expired'],
  ['a signature of the future', signedAt(6), 'amzdate is in the future'],
  ['no signature', answering(() => `access_key=test,amzdate=${now()}`), 'signature is not that of SigV4'],
  ['no access key', answering(() => `signature=${'0'.repeat(64)},amzdate=${now()}`), 'access_key is missing'],
  ['no date', answering(() => `signature=${'0'.repeat(64)},access_key=test`), 'amzdate is no ISO date'],
  ['an empty answer', answering(() => ''), 'signature is not that of SigV4'],
])('keeps out a client with %s', async (_, signIn, problem) => {
  const coming = comeIn(signIn);

  await expect(coming).rejects.toThrow(problem);
});

test('announces the authenticator of Keyspaces', async () => {
  const authProvider = new Answering((nonce) => signNonce(nonce, 'us-east-1', credentials, new Date()));

  await comeIn({ authProvider });

  expect(authProvider.announced).toBe('com.amazon.helenus.auth.HelenusAuthenticator');
});

test('a client with AWS credentials sees no passwords', async () => {
  const client = keyspacesClient();
  try {
    const reading = client.execute('SELECT salted_hash FROM system_auth.roles');

    await expect(reading).rejects.toThrow('has no SELECT permission on <table system_auth.roles>');
  } finally {
    await client.shutdown();
  }
});
