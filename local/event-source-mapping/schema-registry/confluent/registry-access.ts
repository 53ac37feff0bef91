import { X509Certificate } from 'node:crypto';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import type { KafkaSchemaRegistryAccessConfig } from '@aws-sdk/client-lambda';
import {
  clientCertificateSecret,
  loginSecret,
  type ReadSecret,
  rootCertificateSecret,
} from '../../access/read-secret.ts';
import { MappingProblem } from '../../mapping-problem.ts';

/** Who to be at the registry, and whom to trust. */
export interface RegistryAccess {
  /** The header of that name. */
  readonly authorization?: string;
  readonly tls?: Pick<SecureContextOptions, 'ca' | 'cert' | 'key' | 'passphrase'>;
}

/** @throws MappingProblem naming the access configuration that cannot be used. */
export async function readRegistryAccess(
  configs: readonly KafkaSchemaRegistryAccessConfig[],
  readSecret: ReadSecret,
): Promise<RegistryAccess> {
  let access: RegistryAccess = {};
  for (const config of configs) {
    const { authorization, tls } = await readOne(config, readSecret);
    access = { ...access, ...(authorization && { authorization }), ...(tls && { tls: { ...access.tls, ...tls } }) };
  }
  return access;
}

async function readOne(config: KafkaSchemaRegistryAccessConfig, readSecret: ReadSecret): Promise<RegistryAccess> {
  const { Type: type, URI: arn } = config;
  if (!arn)
    throw new MappingProblem('ESM_CONFIG_NOT_VALID', `The schema registry's ${type} needs the URI of a secret.`);
  switch (type) {
    case 'BASIC_AUTH': {
      const { username, password } = await readSecret(arn, loginSecret);
      return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
    }
    case 'CLIENT_CERTIFICATE_TLS_AUTH': {
      const { certificate: cert, privateKey: key, privateKeyPassword } = await readSecret(arn, clientCertificateSecret);
      return { tls: usable({ cert, key, ...(privateKeyPassword && { passphrase: privateKeyPassword }) }, arn) };
    }
    case 'SERVER_ROOT_CA_CERTIFICATE': {
      const { certificate: ca } = await readSecret(arn, rootCertificateSecret);
      return { tls: usable({ ca }, arn) };
    }
    default:
      throw new MappingProblem(
        'ESM_CONFIG_NOT_VALID',
        `${type} is not supported for schema registries by this poller; use BASIC_AUTH, CLIENT_CERTIFICATE_TLS_AUTH ` +
          'or SERVER_ROOT_CA_CERTIFICATE.',
      );
  }
}

/** As AWS says it; found here rather than with the first record. */
function usable(tls: NonNullable<RegistryAccess['tls']>, arn: string): RegistryAccess['tls'] {
  try {
    createSecureContext(tls);
    new X509Certificate(String(tls.cert ?? tls.ca));
    return tls;
  } catch (cause) {
    const message = `Provided certificate or private key is invalid: see the secret ${arn}.`;
    throw new MappingProblem('EVENT_SOURCE_AUTHN_ERROR', message, { cause });
  }
}
