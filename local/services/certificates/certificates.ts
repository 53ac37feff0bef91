import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from '../../processes/lock.ts';

/** The PEM files by which the servers of a stack and their clients know each other. */
export interface CertificateFiles {
  /** The certificate that signed the others. */
  readonly authority: string;
  /** The private key and certificate of every server in one file, as Kafka and Cassandra read them. */
  readonly server: string;
  readonly clientCertificate: string;
  /** PKCS#8, not encrypted. */
  readonly clientKey: string;
}

const dayMs = 24 * 60 * 60 * 1000;
const renewMs = 30 * dayMs;

export function certificateFiles(stateDir: string): CertificateFiles {
  return filesIn(directoryIn(stateDir));
}

/** Makes the certificates of a new stack, and new ones in their last month. */
export async function ensureCertificates(stateDir: string, now: number = Date.now()): Promise<CertificateFiles> {
  const files = certificateFiles(stateDir);
  const directory = directoryIn(stateDir);
  if (areGood(files, now)) return files;
  // The servers and their clients may be started at the same time.
  await withLock(`${directory}.lock`, { waitMs: 10_000, doing: 'making certificates' }, async () => {
    if (!areGood(files, now)) await makeCertificates(directory, now);
  });
  return files;
}

/** All are made together and end together. */
function areGood({ authority, ...others }: CertificateFiles, now: number): boolean {
  if (![authority, ...Object.values(others)].every((file) => existsSync(file))) return false;
  const { validTo } = new X509Certificate(readFileSync(authority));
  return Date.parse(validTo) - now > renewMs;
}

async function makeCertificates(directory: string, now: number): Promise<void> {
  // Loaded only when it is needed: most starts make none.
  const { issueCertificates } = await import('./issue-certificates.ts');
  const issued = await issueCertificates(now);
  const fresh = `${directory}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true, mode: 0o700 });
  const files = filesIn(fresh);
  for (const name of Object.keys(files) as (keyof CertificateFiles)[]) {
    writeFileSync(files[name], issued[name], { mode: 0o600 });
  }
  // In one step, so that no start finds half of the old ones and half of the new.
  rmSync(directory, { recursive: true, force: true });
  renameSync(fresh, directory);
}

function directoryIn(stateDir: string): string {
  return join(stateDir, 'certificates');
}

function filesIn(directory: string): CertificateFiles {
  return {
    authority: join(directory, 'authority.pem'),
    server: join(directory, 'server.pem'),
    clientCertificate: join(directory, 'client.pem'),
    clientKey: join(directory, 'client-key.pem'),
  };
}
