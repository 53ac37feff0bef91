import type { AuthenticationProviderArgs, SaslAuthenticationRequest, SaslAuthenticationResponse } from 'kafkajs';
import { problemOf } from '../../../../../local/event-source-mapping/access/connection-problem.ts';
import { mskIam } from '../../../../../local/event-source-mapping/access/msk-iam.ts';

/** Signs in at a broker that answers with this text behind its length. */
function signIn(answer: string, token: () => Promise<string> = async () => 'token') {
  const requests: Buffer[] = [];
  const saslAuthenticate = async ({
    request,
    response,
  }: {
    request: SaslAuthenticationRequest;
    response: SaslAuthenticationResponse<unknown>;
  }) => {
    requests.push(await request.encode());
    const bytes = Buffer.from(answer);
    const length = Buffer.alloc(4);
    length.writeInt32BE(bytes.length);
    return response.parse(response.decode(Buffer.concat([length, bytes])) as Buffer);
  };
  const { mechanism, authenticationProvider } = mskIam(token);
  const provider = authenticationProvider({ saslAuthenticate } as unknown as AuthenticationProviderArgs);
  return { mechanism, requests, again: () => provider.authenticate() };
}

test('sends the token behind the length of the message, as RFC 7628 says', async () => {
  const { mechanism, requests, again } = signIn('');

  await again();

  const message = 'n,,\x01auth=Bearer token\x01\x01';
  expect(mechanism).toBe('oauthbearer');
  expect(requests[0]?.readInt32BE()).toBe(message.length);
  expect(requests[0]?.subarray(4).toString()).toBe(message);
});

test('each sign-in has a token of its own', async () => {
  const tokens = ['token 1', 'token 2'];
  const { requests, again } = signIn('', async () => tokens.shift() ?? '');

  await again();
  await again();

  expect(requests.map(String)).toEqual([
    expect.stringContaining('Bearer token 1'),
    expect.stringContaining('Bearer token 2'),
  ]);
});

test('a text in the answer is a refusal, which AWS has words for', async () => {
  const refused = signIn('{"status":"Access denied"}').again();

  await expect(refused).rejects.toMatchObject({
    message: 'SASL OAUTHBEARER authentication failed: {"status":"Access denied"}',
    type: 'SASL_AUTHENTICATION_FAILED',
    retriable: false,
  });
  expect(problemOf(await refused.catch((error: unknown) => error))?.reason).toBe('EVENT_SOURCE_AUTHN_ERROR');
});
