import { chmodSync, mkdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { socketDirectory } from '../../../../../../local/control-plane/rds/server/directories.ts';
import { temporaryDirectory } from '../../../../../support/temporary-directory.ts';

const directory = temporaryDirectory();

test("a socket's directory is shut to others, also when it is made again", () => {
  const path = socketDirectory(join(directory, 'one'));

  expect(path).toBe(join(directory, 'one', 'socket'));
  expect(statSync(path).mode & 0o777).toBe(0o700);
  expect(socketDirectory(join(directory, 'one'))).toBe(path);
});

test('a path that is too long for a socket is replaced by a short one', () => {
  const path = socketDirectory(join(directory, 'long'.repeat(30)));

  rmSync(path, { recursive: true });
  expect(Buffer.byteLength(path)).toBeLessThan(90);
});

test('a directory that others can enter, or that is somewhere else, is refused', () => {
  mkdirSync(join(directory, 'open', 'socket'), { recursive: true });
  chmodSync(join(directory, 'open', 'socket'), 0o755);
  mkdirSync(join(directory, 'linked'));
  symlinkSync(directory, join(directory, 'linked', 'socket'));

  expect(() => socketDirectory(join(directory, 'open'))).toThrow("is not a directory of the database server's own");
  expect(() => socketDirectory(join(directory, 'linked'))).toThrow("is not a directory of the database server's own");
});
