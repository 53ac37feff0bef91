import { KeyspacesSignIn, signNonce } from '../../../../../lambdas/core/clients/keyspaces-sign-in.ts';

const credentials = { accessKeyId: 'UserID-1', secretAccessKey: 'UserSecretKey-1' };
const nonce = '91703fdc2ef562e19fbdab0f58e42fe5';
const time = '2020-06-09T22:41:51.000Z';
const signature = '7f3691c18a81b8ce7457699effbfae5b09b4e0714ab38c1292dbdf082c9ddd87';

/** What the sign-in answers to a challenge, asked as the driver does. */
function answer(signIn: KeyspacesSignIn, challenge: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const callback = (error: Error | null, response?: Buffer) => (error ? reject(error) : resolve(String(response)));
    signIn.newAuthenticator().evaluateChallenge(Buffer.from(challenge), callback);
  });
}

test('signs the nonce that AWS publishes with its plugins as AWS does', () => {
  const signed = signNonce(nonce, 'us-west-2', credentials, new Date(time));

  expect(signed).toBe(`signature=${signature},access_key=UserID-1,amzdate=${time}`);
});

test('a session token is appended and changes nothing else', () => {
  const signed = signNonce(nonce, 'us-west-2', { ...credentials, sessionToken: 'token/+==' }, new Date(time));

  expect(signed).toBe(`signature=${signature},access_key=UserID-1,amzdate=${time},session_token=token/+==`);
});

test.each([
  ['nonce', signNonce('another', 'us-west-2', credentials, new Date(time))],
  ['region', signNonce(nonce, 'eu-west-1', credentials, new Date(time))],
  ['key', signNonce(nonce, 'us-west-2', { ...credentials, secretAccessKey: 'other' }, new Date(time))],
  ['time', signNonce(nonce, 'us-west-2', credentials, new Date('2020-06-09T22:41:52Z'))],
])('another %s makes another signature', (_, signed) => {
  expect(signed).toMatch(/^signature=[0-9a-f]{64},access_key=UserID-1,/);
  expect(signed).not.toContain(signature);
});

test('the sign-in begins with the name of the mechanism', () => {
  const said: unknown[] = [];

  new KeyspacesSignIn(async () => credentials, 'us-west-2')
    .newAuthenticator()
    .initialResponse((...response: unknown[]) => said.push(...response));

  expect(said).toEqual([null, Buffer.from('SigV4\0\0')]);
});

test.each([`nonce=${nonce}`, `nonce=${nonce},other=1`, `other=1,nonce=${nonce}`])(
  'the challenge %s is answered with its nonce signed now',
  async (challenge) => {
    const signIn = new KeyspacesSignIn(async () => credentials, 'us-west-2');

    const text = await answer(signIn, challenge);

    const date = new Date(text.split('amzdate=')[1] ?? '');
    expect(Math.abs(Date.now() - date.getTime())).toBeLessThan(60_000);
    expect(text).toBe(signNonce(nonce, 'us-west-2', credentials, date));
  },
);

test('every challenge is answered with the credentials of its time', async () => {
  const keys = ['first', 'second'];
  const signIn = new KeyspacesSignIn(async () => ({ ...credentials, accessKeyId: keys.shift() ?? '' }), 'us-west-2');

  const answers = [await answer(signIn, `nonce=${nonce}`), await answer(signIn, `nonce=${nonce}`)];

  expect(answers[0]).toContain('access_key=first,');
  expect(answers[1]).toContain('access_key=second,');
});

test('a challenge without a nonce is an error', async () => {
  const signIn = new KeyspacesSignIn(async () => credentials, 'us-west-2');

  await expect(answer(signIn, 'hello')).rejects.toThrow('Keyspaces sent no nonce to sign.');
});

test('credentials that cannot be had are an error', async () => {
  const signIn = new KeyspacesSignIn(() => Promise.reject(new Error('no credentials')), 'us-west-2');

  await expect(answer(signIn, `nonce=${nonce}`)).rejects.toThrow('no credentials');
});
