import { appendFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuditLog } from '../../../../../local/console/audit/audit-log.ts';
import { temporaryDirectory } from '../../../../support/temporary-directory.ts';

const directory = temporaryDirectory();
let count = 0;
function newLog() {
  count += 1;
  const file = join(directory, String(count), 'audit.jsonl');
  return { file, log: new AuditLog(file) };
}

async function write(log: AuditLog, change: string, asked: string, status: number): Promise<void> {
  await (await log.begin(change, asked))(status);
}

test('nothing is told where nothing was written', async () => {
  const { file, log } = newLog();

  expect(await log.last(10)).toEqual({ lines: [], unreadable: 0, file });
});

test('the newest is the first, and no more than asked for', async () => {
  const { log } = newLog();
  for (const number of [1, 2, 3]) await write(log, `POST /api/${number}`, '{}', 200 + number);

  expect((await log.last(2)).lines.map(({ change, status }) => [change, status])).toEqual([
    ['POST /api/3', 203],
    ['POST /api/2', 202],
  ]);
});

test('a change that has not ended is there, without a status', async () => {
  const { log } = newLog();
  const ended = await log.begin('POST /api/long', '{}');

  expect((await log.last(1)).lines).toMatchObject([{ change: 'POST /api/long', status: null }]);
  await ended(202);
  expect((await log.last(1)).lines).toMatchObject([{ change: 'POST /api/long', status: 202 }]);
});

test('those that are made at the same time do not mix', async () => {
  const { log } = newLog();

  await Promise.all(Array.from({ length: 50 }, (_, number) => write(log, `POST /${number}`, 'ü'.repeat(500), number)));

  const { lines } = await log.last(100);
  expect(lines).toHaveLength(50);
  expect(lines.every(({ change, status }) => change === `POST /${status}`)).toBe(true);
});

test('file and directory are their owner’s alone', async () => {
  const { file, log } = newLog();
  await write(log, 'POST /', '{}', 200);

  const modes = [file, join(file, '..')].map((path) => (statSync(path).mode & 0o777).toString(8));
  expect(modes).toEqual(['600', '700']);
});

test('a long body is cut, and what would end a line does not', async () => {
  const { file, log } = newLog();
  await write(log, 'POST /', `\n\u2028"${'😀'.repeat(5000)}`, 200);

  const [line] = (await log.last(1)).lines;
  expect(line?.asked).toHaveLength(2000);
  expect(line?.asked.startsWith('\n\u2028"😀')).toBe(true);
  expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(2);
});

test('of a long file the end is read, also where that begins in the middle of a letter', async () => {
  for (const shift of [0, 1, 2, 3]) {
    const { file, log } = newLog();
    mkdirSync(join(file, '..'), { recursive: true });
    const old = { id: 'old', at: '', user: '', change: 'POST /old', asked: '', status: 200 };
    // Each of its letters has four bytes: one of four shifts puts the cut before, the others into one.
    writeFileSync(file, `${JSON.stringify({ ...old, asked: 'a'.repeat(shift) + '😀'.repeat(100_000) })}\n`);
    await write(log, 'POST /new', 'ü', 200);

    expect((await log.last(10)).lines.map(({ change }) => change)).toEqual(['POST /new']);
  }
});

test('an ending whose beginning is too far back is nobody’s', async () => {
  const { log } = newLog();
  const ended = await log.begin('POST /early', '{}');
  for (let number = 0; number < 150; number += 1) await write(log, `POST /${number}`, 'x'.repeat(2000), 200);
  await ended(200);

  const { lines } = await log.last(500);
  expect(lines.length).toBeGreaterThan(50);
  expect(lines.map(({ change }) => change)).not.toContain('POST /early');
  expect(lines[0]).toMatchObject({ change: 'POST /149', status: 200 });
});

test('what a full disk has left of a line hides no other', async () => {
  const { file, log } = newLog();
  await write(log, 'POST /1', '{}', 200);
  appendFileSync(file, '{"id":"torn","at":"2026-\n');
  await write(log, 'POST /2', '{}', 200);

  const { lines, unreadable } = await log.last(10);
  expect([lines.map(({ change }) => change), unreadable]).toEqual([['POST /2', 'POST /1'], 1]);
});
