import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFromTemplate } from '../../../../local/services/config-template.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const directory = temporaryDirectory();
const template = join(directory, 'template');

test('every placeholder gets its value', () => {
  const file = join(directory, 'config', 'file');
  writeFileSync(template, `listen=\${host}:\${port}\n`);

  writeFromTemplate(template, file, { host: 'here', port: 1 });

  expect(readFileSync(file, 'utf8')).toBe('listen=here:1\n');
});

test('a placeholder without a value is named', () => {
  writeFileSync(template, `\${nobody}`);

  expect(() => writeFromTemplate(template, join(directory, 'other'), {})).toThrow('nobody');
});

test('a file that everybody could read is the owner’s alone once it is written again', () => {
  const file = join(directory, 'shared');
  writeFileSync(template, 'password');
  writeFileSync(file, 'old', { mode: 0o644 });

  writeFromTemplate(template, file, {});

  expect(statSync(file).mode & 0o777).toBe(0o600);
});
