import { createHash, createHmac } from 'node:crypto';
import driver from 'cassandra-driver';

// AWS's own plugin for this driver brings version 2 of its SDK, which is no longer maintained and takes 9 MB.

const expiresSeconds = '900';
const initialResponse = Buffer.from('SigV4\0\0');

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export type CredentialsProvider = () => Promise<AwsCredentials>;

/** The driver takes only providers that extend this class, which its types call an interface. */
const { AuthProvider } = driver.auth as unknown as { AuthProvider: new () => driver.auth.AuthProvider };

/** Signs in to Amazon Keyspaces with AWS credentials: "SigV4 authentication" in the guide of Keyspaces. */
export class KeyspacesSignIn extends AuthProvider {
  readonly #credentials: CredentialsProvider;
  readonly #region: string;

  constructor(credentials: CredentialsProvider, region: string) {
    super();
    this.#credentials = credentials;
    this.#region = region;
  }

  override newAuthenticator(): driver.auth.Authenticator {
    return {
      initialResponse: (callback) => callback(null, initialResponse),
      evaluateChallenge: (challenge, callback) => {
        this.#credentials()
          .then((credentials) => this.#answer(challenge, credentials))
          .then(
            (answer) => callback(null, answer),
            (error: Error) => callback(error),
          );
      },
      onAuthenticationSuccess: () => undefined,
    };
  }

  #answer(challenge: Buffer, credentials: AwsCredentials): Buffer {
    const nonce = /nonce=([^,]*)/.exec(challenge.toString('utf8'))?.[1];
    if (nonce === undefined) throw new driver.errors.AuthenticationError('Keyspaces sent no nonce to sign.');
    return Buffer.from(signNonce(nonce, this.#region, credentials, new Date()));
  }
}

/** The answer to a challenge: the signature of a PUT to /authenticate whose body is the nonce, and who signed when. */
export function signNonce(nonce: string, region: string, credentials: AwsCredentials, now: Date): string {
  const timestamp = now.toISOString();
  const day = timestamp.slice(0, 10).replaceAll('-', '');
  const scope = `${day}/${region}/cassandra/aws4_request`;
  const query = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${credentials.accessKeyId}/${scope}`,
    'X-Amz-Date': timestamp,
    'X-Amz-Expires': expiresSeconds,
  });
  const request = ['PUT', '/authenticate', query, 'host:cassandra', '', 'host', sha256(nonce)].join('\n');
  const key = [day, region, 'cassandra', 'aws4_request'].reduce<Buffer | string>(
    hmac,
    `AWS4${credentials.secretAccessKey}`,
  );
  const signature = hmac(key, ['AWS4-HMAC-SHA256', timestamp, scope, sha256(request)].join('\n')).toString('hex');
  const session = credentials.sessionToken ? `,session_token=${credentials.sessionToken}` : '';
  return `signature=${signature},access_key=${credentials.accessKeyId},amzdate=${timestamp}${session}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
