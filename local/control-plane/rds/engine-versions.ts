import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { invalidCombination } from './errors.ts';

const manifest = join(import.meta.dirname, '..', '..', 'services', 'postgres', 'programs', 'package.json');

/** The version that runs, such as 18.4, whichever is asked for. */
export const runningVersion = readVersion();

/** The versions that can be asked for: any minor one of these. */
const majors = [13, 14, 15, 16, 17, 18];

/** @returns the version as it is told later @throws AwsError InvalidParameterCombination */
export function requireEngineVersion(asked = runningVersion): string {
  const [, major] = /^(\d{2})(?:\.\d{1,2})?(?:-R\d+)?$/.exec(asked) ?? [];
  if (major !== undefined && majors.includes(Number(major))) return asked;
  throw invalidCombination(`Cannot find version ${asked} for postgres`);
}

/** Such as postgres18. */
export function familyOf(version: string): string {
  return `postgres${version.split('.')[0]}`;
}

export const families = majors.map((major) => `postgres${major}`);

/** Of PostgreSQL's programs: 18.4.0-beta.17 brings PostgreSQL 18.4. */
function readVersion(): string {
  const { optionalDependencies } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    optionalDependencies: Record<string, string>;
  };
  const [first = ''] = Object.values(optionalDependencies);
  return first.split('.').slice(0, 2).join('.');
}
