import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StateFile } from '../../../../local/control-plane/state-file.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const directory = temporaryDirectory();

test('what was kept is there for the next who opens the file, and only for its owner', () => {
  const file = join(directory, 'new', 'things.json');
  const first = new StateFile<{ size: number }>(file);
  first.set('a', { size: 1 });
  first.set('b', { size: 2 });
  expect([first.delete('a'), first.delete('a')]).toEqual([true, false]);

  const second = new StateFile<{ size: number }>(file);

  expect([second.get('a'), second.get('b'), second.all()]).toEqual([undefined, { size: 2 }, [{ size: 2 }]]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a damaged file is named, and left as it is', () => {
  const file = join(directory, 'damaged.json');
  writeFileSync(file, '{"a":');

  expect(() => new StateFile(file)).toThrow(`${file} is damaged`);
  expect(readFileSync(file, 'utf8')).toBe('{"a":');
});
