import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from '../../../../local/processes/lock.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const directory = temporaryDirectory();

test('the second comer is told who is at it', async () => {
  const file = join(directory, 'held');
  const second = withLock(file, { waitMs: 0, doing: 'starting' }, () =>
    withLock(file, { waitMs: 0, doing: 'starting the stack' }, async () => {}),
  );

  await expect(second).rejects.toThrow(`Another process (pid ${process.pid}) is starting the stack.`);
  expect(existsSync(file)).toBe(false);
});

test('whoever waits gets it next', async () => {
  const file = join(directory, 'queue');
  const order: string[] = [];
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const first = withLock(file, { waitMs: 0, doing: '' }, () => held.then(() => void order.push('first')));

  const second = withLock(file, { waitMs: 10_000, doing: '' }, async () => void order.push('second'));
  release();
  await Promise.all([first, second]);

  expect(order).toEqual(['first', 'second']);
});

test.each([
  ['of a process that is gone', '{"pid":4194305,"stamp":"1"}'],
  ['of an earlier process with the same pid', `{"pid":${process.pid},"stamp":"1"}`],
  ['that was cut off while it was written', '{"pi'],
])('the lock %s does not count', async (_, content) => {
  const file = join(directory, 'stale');
  writeFileSync(file, content);

  await expect(withLock(file, { waitMs: 0, doing: '' }, async () => 'done')).resolves.toBe('done');
});

test('it is released when the work fails', async () => {
  const file = join(directory, 'failing');

  await expect(
    withLock(file, { waitMs: 0, doing: '' }, () => Promise.reject(new Error('work failed'))),
  ).rejects.toThrow();

  expect(existsSync(file)).toBe(false);
});
