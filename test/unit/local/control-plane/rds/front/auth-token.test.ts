import { Signer } from '@aws-sdk/rds-signer';
import fc from 'fast-check';
import { checkAuthToken } from '../../../../../../local/control-plane/rds/front/auth-token.ts';

const region = 'us-east-1';
const port = 15_501;
const documentedKey = { accessKeyId: 'test', secretAccessKey: 'test' };
const ownKey = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'nobody knows' };

function tokenOf(username: string, credentials: object = documentedKey, hostname = '127.0.0.1'): Promise<string> {
  return new Signer({
    hostname,
    port,
    username,
    region,
    credentials: credentials as typeof documentedKey,
  }).getAuthToken();
}

function check(token: string, use: object = {}): string | undefined {
  return checkAuthToken(token, {
    hosts: ['127.0.0.1', 'localhost'],
    port,
    region,
    user: 'zoe',
    now: Date.now(),
    ...use,
  });
}

test.each<[string, object, string]>([
  ['the documented key', documentedKey, '127.0.0.1'],
  ['the documented key in a session', { ...documentedKey, sessionToken: 'a+b/c= !*' }, '127.0.0.1'],
  ['a key whose secret is not known', ownKey, '127.0.0.1'],
  ['the other name of this machine', documentedKey, 'localhost'],
])('a token made with %s is good', async (_, credentials, hostname) => {
  expect(check(await tokenOf('zoe', credentials, hostname))).toBeUndefined();
});

test('a token is good for users of any name', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 63 }), async (user) => {
      expect(check(await tokenOf(user), { user })).toBeUndefined();
    }),
  );
});

test('a token is good for 15 minutes, and for a clock that is up to 5 minutes slow', async () => {
  const token = await tokenOf('zoe');
  const signed = Date.parse(token.replace(/.*X-Amz-Date=(....)(..)(..)T(..)(..)(..)Z.*/, '$1-$2-$3T$4:$5:$6Z'));
  const after = (seconds: number) => check(token, { now: signed + seconds * 1000 });

  expect([-300, 0, 899].map(after)).toEqual([undefined, undefined, undefined]);
  expect([-301, 900].map(after)).toEqual(['it is of the future', 'it has expired']);
});

test.each<[string, RegExp, string, string]>([
  [
    'the documented key and another signature',
    /X-Amz-Signature=.{8}/,
    'X-Amz-Signature=01234567',
    'its signature does',
  ],
  ['a scheme', /^/, 'https://', 'it has not the form'],
  ['another path', /\/\?/, '/x?', 'it has not the form'],
  ['another host', /^127\.0\.0\.1/, 'db.example', 'it is for another host'],
  ['another port', /:15501/, ':15502', 'it is for another port'],
  ['another action', /Action=connect/, 'Action=drop', 'its action'],
  ['another user', /DBUser=zoe/, 'DBUser=zoey', 'it is for another user'],
  ['two users', /DBUser=zoe/, 'DBUser=zoey&DBUser=zoe', 'twice'],
  ['another algorithm', /AWS4-HMAC-SHA256/, 'AWS4-HMAC-SHA1', 'its algorithm'],
  ['another service', /rds-db/, 'rds', 'its credential is not one for rds-db'],
  ['another region', /us-east-1/, 'eu-west-1', 'it is for another region'],
  ['another day in its credential', /(Credential=\w+%2F)\d{8}/, '$120200101', 'its credential is not of the day'],
  ['no date', /X-Amz-Date=[^&]+/, 'X-Amz-Date=', 'its credential is not of the day'],
  ['a date that is none', /(X-Amz-Date=\d{8}T)\d{6}/, '$1996199', 'its date is none'],
  ['too long a life', /Expires=900/, 'Expires=901', 'it is not for 1 to 900 s'],
  ['no life', /Expires=900/, 'Expires=0', 'it is not for 1 to 900 s'],
  ['a life that is no number', /Expires=900/, 'Expires=1e2', 'it is not for 1 to 900 s'],
  ['more headers', /SignedHeaders=host/, 'SignedHeaders=host%3Bdate', 'it signs other headers'],
  ['no signature', /X-Amz-Signature=\w+/, '', 'it has no signature'],
])('a token with %s is refused', async (_, pattern, replacement, reason) => {
  const token = await tokenOf('zoe');

  const problem = check(token.replace(pattern, replacement));

  expect(problem).toContain(reason);
});

test('no part of a token can be changed when its key is known', async () => {
  const token = await tokenOf('zoe', { ...documentedKey, sessionToken: 'session' });
  await fc.assert(
    fc.property(fc.nat(token.length - 1), fc.constantFrom('a', '0', '%', '&'), (index, mark) => {
      const changed = token.slice(0, index) + mark + token.slice(index + 1);
      fc.pre(changed !== token && changed.includes('Credential=test%2F'));

      expect(check(changed)).toMatch(/^it/);
    }),
  );
});

test('what is no token is refused', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(check(text)).toMatch(/^it/);
    }),
    { examples: [['127.0.0.1:15501/?'], ['127.0.0.1:15501/?%']] },
  );
});
