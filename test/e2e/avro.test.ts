import { awaitStored } from '../../local/deployment/await-stored.ts';
import { awsEnvironment } from '../../local/deployment/aws-clients.ts';
import { countDeadLetters } from '../../local/deployment/count-dead-letters.ts';
import { deployArguments } from '../../local/deployment/deploy.ts';
import { topic } from '../../local/deployment/kafka-admin.ts';
import { runProgram } from '../support/command.ts';
import { expectStored, invokeFetch, lambda, settings, startPipeline } from '../support/pipeline/deployed-pipeline.ts';
import { connections } from '../support/stack/stack.ts';

const minutes = 60_000;
const subject = `${topic}-value`;

beforeAll(async () => {
  await startPipeline(10, '2026-07-01');
  await forgetSchema();
}, 10 * minutes);

afterAll(async () => {
  await forgetSchema();
  // As JSON again.
  await startPipeline(10, '2026-07-01');
  lambda.destroy();
}, 10 * minutes);

/** A topic's format cannot be changed: here it is one whose schema nobody has registered yet. */
async function forgetSchema(): Promise<void> {
  for (const query of ['', '?permanent=true'])
    await fetch(`${connections()['schema-registry'].url}/subjects/${subject}${query}`, { method: 'DELETE' });
}

async function schemaType(): Promise<string> {
  const response = await fetch(`${connections()['schema-registry'].url}/subjects/${subject}/versions/latest`);
  return ((await response.json()) as { schemaType?: string }).schemaType ?? 'AVRO';
}

test(
  'users that were written as Avro are in both stores, field by field',
  async () => {
    const [date, users] = ['2026-07-02', 5000];
    const args = [...deployArguments(settings), '--context=recordFormat=AVRO'];
    const { code, stderr } = await runProgram('cdklocal', args, awsEnvironment(settings));
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });

    const run = await invokeFetch({ date, users });
    await awaitStored(settings, () => undefined, AbortSignal.timeout(4 * minutes));

    expect(run).toMatchObject({ failed: false, answer: { fetched: users, published: users, rejected: 0 } });
    await expect(schemaType()).resolves.toBe('AVRO');
    await expectStored(date, users);
    await expect(countDeadLetters(settings)).resolves.toBe(0);
  },
  10 * minutes,
);
