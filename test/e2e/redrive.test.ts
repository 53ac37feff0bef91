import { PurgeQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { awsClientOptions } from '../../local/deployment/aws-clients.ts';
import { topic } from '../../local/deployment/kafka-admin.ts';
import { runCommand } from '../support/command.ts';
import { produce, withAdmin } from '../support/event-source-mapping/topics.ts';
import { eventually } from '../support/eventually.ts';
import { sinkLetter } from '../support/pipeline/dead-letters.ts';
import { expectStored, lambda, settings, startPipeline } from '../support/pipeline/deployed-pipeline.ts';
import { expectedIds } from '../support/pipeline/offline-api.ts';
import { readMessages } from '../support/pipeline/read-messages.ts';

const minutes = 60_000;
const date = '2026-07-19';
const sqs = new SQSClient(awsClientOptions(settings));
const QueueUrl = `${settings.emulatorEndpoint ?? `http://127.0.0.1:${settings.ports.localstack}`}/000000000000/users-sink-failures`;

beforeAll(async () => {
  await startPipeline(10, date);
  // What others have left.
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
}, 15 * minutes);

afterAll(async () => {
  // Other suites count what is in it.
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  for (const client of [lambda, sqs]) client.destroy();
});

/** What `npm run redrive` answers to a machine. */
async function redrive(...args: string[]) {
  const { code, stdout, stderr } = await runCommand(['redrive', '--', ...args, '--json']);
  return { code, stderr, answer: JSON.parse(stdout || 'null') };
}

async function topicSize(): Promise<number> {
  const offsets = await withAdmin((admin) => admin.fetchTopicOffsets(topic));
  return offsets.reduce((sum, { low, high }) => sum + Number(high) - Number(low), 0);
}

/** The mapping's letter of the record that was given up last. */
async function nextLetter(known: readonly string[]) {
  return eventually(async () => {
    const { answer } = await redrive();
    const letter = answer.letters.find(({ id }: { id: string }) => !known.includes(id));
    expect(letter).toBeDefined();
    return letter;
  }, minutes);
}

test(
  'a letter is listed, shown, tried and replayed: its record is in the topic again as it was',
  async () => {
    const size = await topicSize();
    const ids = await expectedIds(date, 10);
    const original = (await readMessages(topic, size)).find(({ key }) => ids.includes(String(key)));
    if (!original) throw new Error(`The topic holds no user of ${date}.`);
    const { partition, offset } = original;
    const id = `${topic}-${partition}-${offset}`;
    const MessageBody = sinkLetter({ ...original, topic }, { key: original.key, value: '{"first_name":"Zoë"}' });
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));

    const shown = await runCommand(['redrive', '--', 'show', id]);
    const tried = await redrive('replay', id, '--dry-run');

    expect((await redrive()).answer.letters).toMatchObject([{ id, reason: 'INVALID_RECORD' }]);
    expect(shown).toMatchObject({ code: 0, stdout: expect.stringContaining('{"first_name":"Zoë"}') });
    expect(tried).toMatchObject({ code: 0, answer: { dryRun: true, replayed: 1, records: 1 } });
    await expect(topicSize()).resolves.toBe(size);

    const replayed = await redrive('replay', '--reason', 'INVALID_RECORD');

    expect(replayed).toMatchObject({ code: 0, answer: { replayed: 1, refused: 0, failed: 0, left: 0 } });
    const origin = { 'replay-partition': String(partition), 'replay-offset': String(offset), 'replay-count': '1' };
    const back = (await readMessages(topic, size + 1)).find(
      ({ headers }) => headers['replay-partition'] === String(partition) && headers['replay-offset'] === String(offset),
    );
    expect(back).toMatchObject({ partition, key: original.key, value: original.value });
    expect(back?.headers).toMatchObject({ ...original.headers, ...origin });
    expect((await redrive()).answer).toMatchObject({ queued: 0, letters: [] });
    expect((await redrive('audit', '--limit', '1')).answer).toMatchObject([
      { letterId: id, action: 'replayed', replays: 1, reason: 'INVALID_RECORD' },
    ]);
    await expectStored(date, 10);
  },
  5 * minutes,
);

test(
  'a record that comes back three times is refused, and replayed when it is forced',
  async () => {
    const known: string[] = [];
    await produce(topic, [{ key: 'poison', value: 'no schema, no user' }]);
    for (const replays of [1, 2, 3]) {
      const letter = await nextLetter(known);
      known.push(letter.id);
      expect(letter).toMatchObject({ kind: 'batch', records: 1 });
      await expect(redrive('replay', letter.id)).resolves.toMatchObject({ code: 0, answer: { replayed: 1 } });
      expect((await redrive('audit', '--limit', '1')).answer).toMatchObject([{ letterId: letter.id, replays }]);
    }
    const last = await nextLetter(known);

    const refused = await runCommand(['redrive', '--', 'replay', '--all']);
    const forced = await redrive('replay', last.id, '--force');

    expect(refused).toMatchObject({ code: 1, stdout: expect.stringContaining('replayed 3 times') });
    expect(forced).toMatchObject({ code: 0, answer: { replayed: 1 } });
    await nextLetter([...known, last.id]);
  },
  8 * minutes,
);

test(
  'a letter is discarded: nothing is published, it is gone, and the audit has it',
  async () => {
    const known = (await redrive()).answer.letters.map(({ id }: { id: string }) => id);
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'no letter at all' }));
    const { id } = await nextLetter(known);
    const size = await topicSize();

    const tried = await redrive('discard', id, '--dry-run');
    expect(tried).toMatchObject({ code: 0, answer: { dryRun: true, discarded: 1 } });
    expect((await redrive('list', '--reason', 'UNREADABLE')).answer.letters).toMatchObject([{ id }]);
    const discarded = await runCommand(['redrive', '--', 'discard', '--reason', 'UNREADABLE']);

    expect(discarded).toMatchObject({ code: 0, stdout: '1 letter (0 records) discarded, 0 failed.\n' });
    expect((await redrive('list', '--reason', 'UNREADABLE')).answer.letters).toEqual([]);
    expect((await redrive('audit', '--limit', '1')).answer).toMatchObject([{ letterId: id, action: 'discarded' }]);
    await expect(topicSize()).resolves.toBe(size);
  },
  3 * minutes,
);

test('a letter that is not there, and a choice that is none, are refused by name', async () => {
  const missing = await runCommand(['redrive', '--', 'show', 'users_created-0-999999999']);
  const nothing = await runCommand(['redrive', '--', 'replay']);
  const discarded = await runCommand(['redrive', '--', 'discard']);

  expect(missing).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('no dead letter users_created-0-999999999'),
  });
  expect(nothing).toMatchObject({ code: 1, stderr: expect.stringContaining('Say what to replay') });
  expect(discarded).toMatchObject({ code: 1, stderr: expect.stringContaining('Say what to discard') });
});
