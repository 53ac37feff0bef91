import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PeerProcess } from '../../../../bench/peers/peer-process.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const directory = temporaryDirectory();

function run(script: string): PeerProcess {
  const command = { file: 'sh', args: ['-c', script], env: { PATH: process.env.PATH }, cwd: directory };
  return new PeerProcess('peer', command, join(directory, 'logs', 'peer.log'));
}

test('it is told by lines, answers by lines, and ends with its input', async () => {
  const peer = run('echo ready; read line; echo "got $line"; cat > /dev/null; touch ended');
  await peer.says('ready', 5000);

  peer.tell('begin');
  await peer.says('got begin', 5000);
  // What was said before it was waited for.
  await peer.says('ready', 5000);
  expect(peer.pids().length).toBeGreaterThan(0);
  await peer.end();

  expect(existsSync(join(directory, 'ended'))).toBe(true);
  expect(peer.pids()).toEqual([]);
});

test('one that ends by itself fails with the end of its log', async () => {
  const peer = run('echo out of cheese >&2; exit 3');

  await expect(peer.failed).rejects.toThrow(/peer ended by itself \(3\)\.\n.*out of cheese/s);
  await expect(peer.says('ready', 5000)).rejects.toThrow('ended by itself');
});

test('one whose work is to end has ended well', async () => {
  await expect(run('exit 0').ended).resolves.toBeUndefined();
});

test('one that does not look at its input ends by the signal', async () => {
  const peer = run('echo up; exec sleep 60');
  await peer.says('up', 5000);

  await peer.end('SIGTERM');

  expect(peer.pids()).toEqual([]);
});

test('one that says nothing is not waited for without end', async () => {
  const peer = run('exec sleep 60');

  await expect(peer.says('ready', 50)).rejects.toThrow('peer has not said "ready" after 0.05 s.');
  await peer.end('SIGTERM');
});
