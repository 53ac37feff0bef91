import { X509Certificate } from 'node:crypto';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { certificateFiles, ensureCertificates } from '../../../../../local/services/certificates/certificates.ts';
import { temporaryDirectory } from '../../../../support/temporary-directory.ts';

const stateDir = temporaryDirectory();
const files = certificateFiles(stateDir);
const dayMs = 24 * 60 * 60 * 1000;
const read = () => Object.values(files).map((file) => readFileSync(file, 'utf8'));

test('the authority signs the servers, for its addresses, and the client, and only the owner can read the keys', async () => {
  await ensureCertificates(stateDir);

  const authority = new X509Certificate(readFileSync(files.authority));
  const server = new X509Certificate(readFileSync(files.server));
  const client = new X509Certificate(readFileSync(files.clientCertificate));
  expect([server, client].map((one) => one.verify(authority.publicKey))).toEqual([true, true]);
  expect([server.checkIP('127.0.0.1'), server.checkHost('localhost')]).toEqual(['127.0.0.1', 'localhost']);
  expect(Object.values(files).map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600, 0o600, 0o600]);
});

test('certificates are kept until their last month', async () => {
  await ensureCertificates(stateDir);
  const first = read();

  await ensureCertificates(stateDir, Date.now() + 330 * dayMs);
  const kept = read();
  await ensureCertificates(stateDir, Date.now() + 340 * dayMs);
  const renewed = read();

  expect(kept).toEqual(first);
  expect(renewed.filter((text, index) => text === first[index])).toEqual([]);
});

test('one that is missing is made again with all others', async () => {
  await ensureCertificates(stateDir);
  const first = readFileSync(files.authority, 'utf8');
  rmSync(files.clientKey);

  await ensureCertificates(stateDir);

  expect(readFileSync(files.authority, 'utf8')).not.toBe(first);
  expect(statSync(files.clientKey).size).toBeGreaterThan(0);
});
