import type { ClientAuthentication, EncryptionInfo, Provisioned } from '@aws-sdk/client-kafka';
import { badRequest } from '../../errors.ts';
import { requireOneOf } from '../../rules.ts';
import { authenticates } from '../client-access.ts';

type Security = Pick<Provisioned, 'ClientAuthentication' | 'EncryptionInfo'>;

const authority = /^arn:aws[\w-]*:acm-pca:[a-z0-9-]+:\d{12}:certificate-authority\/[0-9a-f-]{36}$/;

/**
 * How clients and brokers talk, with MSK's defaults.
 * @throws AwsError BadRequestException for what does not go together
 */
export function securityOf({ ClientAuthentication, EncryptionInfo }: Security): Security {
  const security = {
    ClientAuthentication: withDefaults(ClientAuthentication),
    EncryptionInfo: encryption(EncryptionInfo),
  };
  requireConsistent(security);
  return security;
}

function withDefaults(authentication: ClientAuthentication | undefined): ClientAuthentication {
  const given = authentication ?? {};
  const anybody = given.Unauthenticated?.Enabled ?? !authenticates(given);
  return { ...given, Unauthenticated: { Enabled: anybody } };
}

function encryption({ EncryptionAtRest, EncryptionInTransit }: EncryptionInfo = {}): EncryptionInfo {
  const { ClientBroker = 'TLS', InCluster = true } = EncryptionInTransit ?? {};
  requireOneOf('clientBroker', ClientBroker, ['TLS', 'TLS_PLAINTEXT', 'PLAINTEXT']);
  return { ...(EncryptionAtRest && { EncryptionAtRest }), EncryptionInTransit: { ClientBroker, InCluster } };
}

function requireConsistent({ ClientAuthentication = {}, EncryptionInfo }: Security): void {
  const { ClientBroker, InCluster } = EncryptionInfo?.EncryptionInTransit ?? {};
  const anybody = ClientAuthentication.Unauthenticated?.Enabled === true;
  const known = authenticates(ClientAuthentication);
  if (!anybody && !known) {
    throw badRequest('Unauthenticated cannot be set to false without enabling any authentication mechanisms.');
  }
  if (!(ClientAuthentication.Tls?.CertificateAuthorityArnList ?? []).every((arn) => authority.test(arn))) {
    throw badRequest('One or more of the certificate authority ARNs provided in the request are invalid.');
  }
  if (!known) return;
  if (InCluster === false) {
    throw badRequest('To turn on client authentication, you must also turn on in-cluster encryption.');
  }
  if (ClientBroker === 'PLAINTEXT') {
    throw badRequest('To turn on client authentication, you must also turn on encryption between clients and brokers.');
  }
  if (ClientBroker === 'TLS_PLAINTEXT' && !anybody) {
    const message = 'You must enable unauthenticated traffic explicitly to use client-authentication using SASL over';
    throw badRequest(`${message} TLS_PLAINTEXT.`);
  }
}
