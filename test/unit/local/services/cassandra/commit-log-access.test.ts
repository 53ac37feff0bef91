import { constants, openSync, type PathLike, readdirSync } from 'node:fs';
import { commitLogAccess } from '../../../../../local/services/cassandra/commit-log-access.ts';
import { temporaryDirectory } from '../../../../support/temporary-directory.ts';

const directory = temporaryDirectory();

test('the log is written past the page cache where the file system opens a file for that', () => {
  let asked = 0;
  const open = (path: PathLike, flags: string | number) => {
    asked = Number(flags);
    return openSync(path, asked & ~constants.O_DIRECT);
  };

  expect(commitLogAccess(directory, open)).toBe('direct');
  expect(asked & constants.O_DIRECT).toBe(constants.O_DIRECT);
  expect(readdirSync(directory)).toEqual([]);
});

test('where it refuses, the log is mapped as ever, and nothing is left', () => {
  const open = (path: PathLike) => {
    openSync(path, constants.O_CREAT | constants.O_WRONLY);
    throw Object.assign(new Error('EINVAL: invalid argument, open'), { code: 'EINVAL' });
  };

  expect(commitLogAccess(directory, open)).toBe('legacy');
  expect(readdirSync(directory)).toEqual([]);
});
