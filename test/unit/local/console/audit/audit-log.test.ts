import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditLog } from '../../../../../local/console/audit/audit-log.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'audit-log-'));
});
afterEach(() => rm(directory, { recursive: true }));

test('the last changes are read, the newest first; a line that is none is counted', async () => {
  const file = join(directory, 'audit.jsonl');
  const audit = new AuditLog(file);
  for (const change of ['POST /api/a', 'POST /api/b']) await audit.write({ change, asked: '{}', status: 200 });
  await appendFile(file, '{"at":"half a li\n');
  await audit.write({ change: 'POST /api/c', asked: 'x'.repeat(5000), status: 400 });

  const { lines, unreadable } = await audit.last(3);

  expect(lines.map(({ change }) => change)).toEqual(['POST /api/c', 'POST /api/b']);
  expect(unreadable).toBe(1);
  expect(lines[0]?.asked).toHaveLength(2000);
});

test('before the first change there is none', async () => {
  const file = join(directory, 'none', 'audit.jsonl');

  await expect(new AuditLog(file).last(10)).resolves.toEqual({ lines: [], unreadable: 0, file });
});
