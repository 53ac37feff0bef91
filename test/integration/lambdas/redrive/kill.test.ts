import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { eventually } from '../../../support/eventually.ts';
import { sinkLetter } from '../../../support/pipeline/dead-letters.ts';
import { readMessages } from '../../../support/pipeline/read-messages.ts';
import { framed } from '../../../support/schemas/framed.ts';
import { clientSettings } from '../../../support/stack/client-settings.ts';
import { connections } from '../../../support/stack/stack.ts';
import { ownRedrive, topicWith } from './own-redrive.ts';

const own = ownRedrive();
const message = { key: 'a', value: framed(7, '{}'), partition: 0 };

test('a redrive that is killed after it published leaves its letter, which is replayed once more', async () => {
  const { topic, places } = await topicWith([message]);
  await own.send(sinkLetter(places[0] as never, message));
  const brokers = connections().kafka.bootstrapServers.split(',');
  const wishes = { topic, brokers, queueUrl: own.queueUrl(), aws: clientSettings(), visibilitySeconds: 5 };
  const program = join(import.meta.dirname, 'killed-redrive.ts');
  const child = spawn(process.execPath, ['--experimental-strip-types', program, JSON.stringify(wishes)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.on('close', resolve));

  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', () => resolve());
    child.on('close', (code) => reject(new Error(`It ended with ${code} before it had published.`)));
  });
  child.kill('SIGKILL');
  await ended;

  await eventually(async () => expect(await own.letters()).toHaveLength(1), 20_000);
  await expect(own.ask(topic, { action: 'replay', all: true })).resolves.toMatchObject({ replayed: 1 });
  const back = await readMessages(topic, 3);
  expect(back.map(({ headers }) => headers['replay-offset'])).toEqual([undefined, '0', '0']);
  await expect(own.letters()).resolves.toEqual([]);
});
