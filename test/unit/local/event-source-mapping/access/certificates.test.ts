import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientCertificate, rootCertificate } from '../../../../../local/event-source-mapping/access/certificates.ts';

const fixtures = join(import.meta.dirname, '..', '..', '..', '..', 'fixtures', 'client-certificate');
const certificate = readFileSync(join(fixtures, 'certificate.pem'), 'utf8');
// openssl pkcs8 -topk8 -v1 PBE-SHA1-3DES, because Node writes PBES2 only.
const pbes1Key = readFileSync(join(fixtures, 'pbes1-key.pem'), 'utf8');
const passphrase = 'fixture';
const key = createPrivateKey({ key: pbes1Key, passphrase });
const plainKey = key.export({ type: 'pkcs8', format: 'pem' }) as string;
const arn = 'arn:secret';

test('a key of PKCS#8 is taken, in the clear or encrypted by PBES1', () => {
  const plain = clientCertificate(arn, { certificate, privateKey: plainKey });
  const encrypted = clientCertificate(arn, { certificate, privateKey: pbes1Key, privateKeyPassword: passphrase });

  expect(plain).toEqual({ cert: certificate, key: plainKey });
  expect(encrypted).toEqual({ cert: certificate, key: pbes1Key, passphrase });
});

const strangersKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
  type: 'pkcs8',
  format: 'pem',
}) as string;
const pbes2 = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase } as const;

test.each([
  [
    'a key encrypted by PBES2',
    'encrypted by PBES2',
    { privateKey: key.export(pbes2) as string, privateKeyPassword: passphrase },
  ],
  ['a key that is not PKCS#8', 'not PKCS#8', { privateKey: key.export({ type: 'sec1', format: 'pem' }) as string }],
  ['a key without its password', 'bad decrypt', { privateKey: pbes1Key }],
  ['a key with another password', 'bad decrypt', { privateKey: pbes1Key, privateKeyPassword: 'other' }],
  ['the key of another certificate', 'key values mismatch', { privateKey: strangersKey }],
  ['a broken certificate', 'asn1', { certificate: certificate.replace(/M/g, 'N'), privateKey: plainKey }],
  ['no certificate', 'no start line', { certificate: 'text', privateKey: plainKey }],
])('%s is refused in AWS’s words, with nothing of the secret', (_, why, secret) => {
  const asked = () => clientCertificate(arn, { certificate, ...secret });

  expect(asked).toThrow(/^Provided certificate or private key is invalid \(.*; secret arn:secret\)$/);
  expect(asked).toThrow(why);
  expect(asked).toThrow(expect.objectContaining({ reason: 'ESM_CONFIG_NOT_VALID' }));
});

test('a root certificate is handed on as it is, and a text that is none is refused', () => {
  expect(rootCertificate(arn, certificate)).toBe(certificate);
  expect(() => rootCertificate(arn, 'text')).toThrow('Provided certificate or private key is invalid');
});
