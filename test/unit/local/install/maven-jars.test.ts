import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyJars } from '../../../../local/install/maven-jars.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const directory = temporaryDirectory();
const lineOf = (jar: string, content = jar) => `${createHash('sha256').update(content).digest('hex')}  ${jar}\n`;

function folderWith(...jars: string[]): string {
  const folder = mkdtempSync(join(directory, 'lib-'));
  for (const jar of jars) writeFileSync(join(folder, jar), jar);
  return folder;
}

test('the jars of the list are taken', async () => {
  await expect(verifyJars(folderWith('a.jar', 'b.jar'), lineOf('a.jar') + lineOf('b.jar'))).resolves.toBeUndefined();
});

test('another content is refused by its name', async () => {
  const verified = verifyJars(folderWith('a.jar'), lineOf('a.jar', 'what it was'));

  await expect(verified).rejects.toThrow('a.jar is not the file that jars.sha256 names.');
});

test('a jar that the list does not name would be on the class path unchecked', async () => {
  const verified = verifyJars(folderWith('a.jar', 'evil.jar'), lineOf('a.jar'));

  await expect(verified).rejects.toThrow('jars.sha256 does not name evil.jar');
});
