import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { toUser } from '../../examples/other-source/customer.ts';
import { awsEnvironment } from '../../local/deployment/aws-clients.ts';
import { eventually } from '../support/eventually.ts';
import { runShell, shellBlocks } from '../support/guide.ts';
import {
  expectStored,
  missingIds,
  query,
  readStores,
  settings,
  startPipeline,
} from '../support/pipeline/deployed-pipeline.ts';
import { expectedIds } from '../support/pipeline/offline-api.ts';
import { projectDir } from '../support/stack/stack.ts';

const guide = shellBlocks('docs/extending.md');
const environment = awsEnvironment(settings);
const minutes = 60_000;

const [deployStore] = blocksUnder('Deploy the third store', 1);
const [readLines] = blocksUnder('Read it', 1);
const [deploySource, bringCustomers] = blocksUnder('Deploy the other source', 2);
const [takeBack] = blocksUnder('Take it back', 1);

function blocksUnder(heading: string, count: number): readonly string[] {
  const blocks = guide.get(heading) ?? [];
  if (blocks.length === count) return blocks;
  throw new Error(`There are ${blocks.length} blocks of commands under «${heading}», and there should be ${count}.`);
}

beforeAll(() => startPipeline(10, '2025-12-24'), 10 * minutes);

// Also after a failure: other suites want the pipeline as it was.
afterAll(async () => {
  await runShell(takeBack ?? '', environment);
  rmSync(join(projectDir, '.local', 'users-lines'), { recursive: true, force: true });
}, 10 * minutes);

test(
  'the third store has the users of the day that both others have',
  async () => {
    await runShell(deployStore ?? '', environment);

    const ids = await expectedIds('2025-12-24', 100);
    await eventually(async () => {
      const printed = await runShell(readLines ?? '', environment);
      const users = printed.trim().split('\n');
      expect(users.map((line) => JSON.parse(line).id)).toEqual(expect.arrayContaining(ids));
    }, minutes);
    await eventually(async () => {
      expect(await missingIds('2025-12-24', 100)).toEqual({ cassandra: [], postgres: [] });
    }, minutes);
    await expectStored('2025-12-24', 100);
  },
  10 * minutes,
);

test(
  'the customers of a bucket are users in both stores, and the one that is none is named',
  async () => {
    await runShell(deploySource ?? '', environment);

    const printed = await runShell(bringCustomers ?? '', environment);

    expect(printed).toContain('"state":"degraded","fetched":5,"published":4,"rejected":1');
    const runs = await query(
      "SELECT rejections FROM pipeline_runs WHERE logical_date = '2025-12-25' ORDER BY attempt",
      [],
    );
    expect(runs.at(-1)?.rejections).toEqual([expect.stringMatching(/^user 5 of page 1: mail: /)]);
    const lines = readFileSync(join(projectDir, 'examples', 'other-source', 'customers.jsonl'), 'utf8');
    const users = lines.trim().split('\n').slice(0, -1).map(toUser);
    await eventually(async () => {
      const { cassandra, postgres } = await readStores();
      expect(users.map(({ id }) => [cassandra.get(id), postgres.get(id)])).toEqual(users.map((user) => [user, user]));
    }, minutes);
  },
  10 * minutes,
);
