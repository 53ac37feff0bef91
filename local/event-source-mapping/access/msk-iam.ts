import { generateAuthTokenFromCredentialsProvider } from 'aws-msk-iam-sasl-signer-js';
import kafkajs, { type Mechanism } from 'kafkajs';

type Credentials = Parameters<typeof generateAuthTokenFromCredentialsProvider>[0]['awsCredentialsProvider'];

/** A new token, good for 15 minutes. */
export function mskIamTokens(region: string, awsCredentialsProvider: Credentials) {
  return async () => (await generateAuthTokenFromCredentialsProvider({ region, awsCredentialsProvider })).token;
}

/**
 * MSK's IAM authentication. Each connection asks for a token of its own, and again before its session ends.
 * kafkajs has OAUTHBEARER too, but never looks whether the broker took the token: a refusal comes as a success with a
 * text in it, and all that was seen of it would be a closed connection.
 */
export function mskIam(token: () => Promise<string>): Mechanism {
  return {
    mechanism: 'oauthbearer',
    authenticationProvider: ({ saslAuthenticate }) => ({
      async authenticate() {
        const refusal = await saslAuthenticate({
          request: oauthBearerRequest(await token()),
          response: { decode: (bytes) => bytes.subarray(lengthBytes), parse: (bytes) => bytes.toString() },
        });
        if (refusal) throw failure(refusal);
      },
    }),
  };
}

const lengthBytes = 4;

/** As the broker would have said it, had it waited with its refusal for the second answer that the RFC wants. */
function failure(refusal: string) {
  const error = new kafkajs.KafkaJSNonRetriableError(`SASL OAUTHBEARER authentication failed: ${refusal}`);
  return Object.assign(error, { type: 'SASL_AUTHENTICATION_FAILED' });
}

/** RFC 7628, without an authorization identity, behind its length. */
function oauthBearerRequest(token: string) {
  return {
    encode: () => {
      const message = Buffer.from(`n,,\x01auth=Bearer ${token}\x01\x01`);
      const length = Buffer.alloc(lengthBytes);
      length.writeInt32BE(message.length);
      return Buffer.concat([length, message]);
    },
  };
}
