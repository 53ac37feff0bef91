// x509's container of implementations asks for it, and says so when it is not loaded first.
import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { loopback, serviceNames } from '../service.ts';
import type { CertificateFiles } from './certificates.ts';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const dayMs = 24 * 60 * 60 * 1000;
const lifeMs = 365 * dayMs;
// A certificate is also good for a clock that is a little slow.
const backdateMs = 60 * 60 * 1000;

/**
 * A certificate authority, and what it signs for the servers and for one client, as the PEM text of each file. The
 * authority's own key is forgotten with the end of this call.
 */
export async function issueCertificates(now: number): Promise<Record<keyof CertificateFiles, string>> {
  const authorityKeys = await newKeys();
  const issuer = 'CN=Local authority';
  const issue = async (subject: string, publicKey: webcrypto.CryptoKey, extensions: Extension[]) => {
    const certificate = await X509CertificateGenerator.create({
      serialNumber: randomBytes(16).toString('hex'),
      issuer,
      subject,
      publicKey,
      signingKey: authorityKeys.privateKey,
      signingAlgorithm: algorithm,
      notBefore: new Date(now - backdateMs),
      notAfter: new Date(now + lifeMs),
      extensions,
    });
    return `${certificate.toString('pem')}\n`;
  };

  const [serverKeys, clientKeys] = await Promise.all([newKeys(), newKeys()]);
  const serverExtensions = [
    new SubjectAlternativeNameExtension([
      { type: 'ip', value: loopback },
      // In containers each server has its service's name.
      ...['localhost', ...serviceNames].map((value) => ({ type: 'dns' as const, value })),
    ]),
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
  ];
  const clientExtensions = [new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth])];
  const authorityExtensions = [
    new BasicConstraintsExtension(true, 0, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
  ];
  return {
    authority: await issue(issuer, authorityKeys.publicKey, authorityExtensions),
    server: (await privateKeyPem(serverKeys)) + (await issue('CN=localhost', serverKeys.publicKey, serverExtensions)),
    clientCertificate: await issue('CN=local client', clientKeys.publicKey, clientExtensions),
    clientKey: await privateKeyPem(clientKeys),
  };
}

function newKeys() {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

async function privateKeyPem({ privateKey }: webcrypto.CryptoKeyPair): Promise<string> {
  return `${PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', privateKey), 'PRIVATE KEY')}\n`;
}
