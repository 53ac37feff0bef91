import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Bom, withLocked } from './bill-of-materials.ts';
import { lockFiles } from './locks.ts';

// npm run sbom [-- FILE]: a bill of materials in CycloneDX of all that the lock files pin.
const projectDir = join(import.meta.dirname, '..');
const [name = join('dist', 'sbom.cdx.json')] = process.argv.slice(2);
const file = resolve(projectDir, name);

const written = execFileSync(
  'npm',
  ['sbom', '--sbom-format=cyclonedx', '--package-lock-only', '--sbom-type=application'],
  {
    cwd: projectDir,
    encoding: 'utf8',
    timeout: 120_000,
    maxBuffer: 64 * 1_048_576,
  },
);
const bom = withLocked(JSON.parse(written) as Bom, lockFiles(projectDir));
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify(bom, null, 2)}\n`);
console.log(`${file}: ${bom.components.length} components`);
