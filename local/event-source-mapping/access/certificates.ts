import { X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import type * as z from 'zod/mini';
import { MappingProblem } from '../mapping-problem.ts';
import type { clientCertificateSecret } from './read-secret.ts';

export interface ClientCertificate {
  readonly cert: string;
  readonly key: string;
  readonly passphrase?: string;
}

/** 1.2.840.113549.1.5.13 in DER. */
const pbes2 = Buffer.from('06092a864886f70d01050d', 'hex');
// Two headers of at most four bytes stand before the identifier of the algorithm.
const identifierEnd = 4 + 4 + pbes2.length;

/** Checks a client's certificate and key by AWS's rules: PKCS#8, encrypted by PBES1 if at all. @throws MappingProblem */
export function clientCertificate(
  arn: string,
  { certificate, privateKey, privateKeyPassword }: z.infer<typeof clientCertificateSecret>,
): ClientCertificate {
  if (!/-----BEGIN (ENCRYPTED )?PRIVATE KEY-----/.test(privateKey)) {
    throw invalid(arn, 'the private key is not PKCS#8 in PEM');
  }
  if (isEncryptedByPbes2(privateKey)) throw invalid(arn, 'the private key is encrypted by PBES2; use PBES1');
  const client = {
    cert: certificate,
    key: privateKey,
    ...(privateKeyPassword && { passphrase: privateKeyPassword }),
  };
  try {
    createSecureContext(client);
  } catch (cause) {
    throw invalid(arn, (cause as Error).message, cause);
  }
  return client;
}

/** @throws MappingProblem when the text holds no certificate. */
export function rootCertificate(arn: string, certificate: string): string {
  try {
    new X509Certificate(certificate);
  } catch (cause) {
    throw invalid(arn, (cause as Error).message, cause);
  }
  return certificate;
}

function isEncryptedByPbes2(pem: string): boolean {
  const [, base64] = /-----BEGIN ENCRYPTED PRIVATE KEY-----([^-]*)/.exec(pem) ?? [];
  return base64 !== undefined && Buffer.from(base64, 'base64').subarray(0, identifierEnd).includes(pbes2);
}

function invalid(arn: string, why: string, cause?: unknown): MappingProblem {
  const message = `Provided certificate or private key is invalid (${why}; secret ${arn})`;
  return new MappingProblem('ESM_CONFIG_NOT_VALID', message, { cause });
}
