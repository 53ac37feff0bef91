import { once } from 'node:events';
import { awsEnvironment } from '../../local/deployment/aws-clients.ts';
import { freePort } from '../../local/processes/ports.ts';
import { readSettings } from '../../local/settings.ts';
import { eventually } from '../support/eventually.ts';
import { type RunningShell, runShell, shellBlocks, startShell } from '../support/guide.ts';
import { projectDir, stackEnvironment } from '../support/stack/stack.ts';

const settings = readSettings(stackEnvironment, projectDir);
// What the guide's own export says for its reader's stack.
const { AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3 } = awsEnvironment(settings);
const environment = { AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3 };
const guide = shellBlocks('local/event-source-mapping/README.md');
const examples = ['python-scram', 'java-msk', 'node-filters', 'shell-bootstrap'];
const setUpMs = 300_000;
const handledMs = 60_000;

const [startServices, exportEndpoint, startPoller] = blocksUnder(guide, 'Start', 3) as [string, string, string];
let poller: RunningShell | undefined;

beforeAll(async () => {
  await runShell(startServices, environment);
  poller = startShell(`${startPoller.trim()} --port ${await freePort()}`, environment);
  await all(examples.map((example) => runShell(blocksOf(example).deploy, environment)));
}, setUpMs);

afterAll(async () => {
  await all(examples.map(takeDown)).finally(stopPoller);
}, setUpMs);

/** Waits for all of them, also after one has failed. */
async function all(works: readonly Promise<unknown>[]): Promise<void> {
  await Promise.allSettled(works);
  await Promise.all(works);
}

/** As the example's README says; after a failure, what comes behind it all the same. */
async function takeDown(example: string): Promise<void> {
  const commands = blocksOf(example).takeDown;
  try {
    await runShell(commands, environment);
  } catch (error) {
    await runShell(`set +e\n${commands}\ntrue`, environment);
    throw error;
  }
}

async function stopPoller(): Promise<void> {
  if (poller?.child.pid === undefined || poller.child.exitCode !== null) return;
  process.kill(-poller.child.pid, 'SIGTERM');
  await once(poller.child, 'close');
}

function blocksUnder(file: ReadonlyMap<string, readonly string[]>, heading: string, count: number): readonly string[] {
  const blocks = file.get(heading) ?? [];
  if (blocks.length === count) return blocks;
  throw new Error(`There are ${blocks.length} blocks of commands under «${heading}», and there should be ${count}.`);
}

function blocksOf(example: string) {
  const [deploy, look] = blocksUnder(guide, `examples/${example}`, 2) as [string, string];
  const [takeDown] = blocksUnder(shellBlocks(`examples/${example}/README.md`), 'Take it down', 1) as [string];
  return { deploy, look, takeDown };
}

/** Looks as the guide says until it shows what is expected. */
function looked(example: string, expectations: (shown: string) => void): Promise<void> {
  return eventually(async () => expectations(await runShell(blocksOf(example).look, environment)), handledMs, 1000);
}

function times(text: string, part: string): number {
  return text.split(part).length - 1;
}

test('the guide exports the endpoint once, and needs no other port', () => {
  const all = [...guide.values()].flat().filter((block) => block !== exportEndpoint);

  expect(exportEndpoint).toContain('export AWS_ENDPOINT_URL=http://127.0.0.1:4566');
  expect(all.join('\n')).not.toMatch(/127\.0\.0\.1|localhost|\b(4566|1[89]\d{3})\b/);
});

test('Python books each good order once, and only the bad one comes again until the queue has its place', async () => {
  await looked('python-scram', (shown) => {
    for (const id of ['A-1001', 'A-1002', 'A-1004', 'A-1005']) expect(times(shown, `order ${id} booked`)).toBe(1);
    expect(times(shown, 'cannot be booked')).toBe(3);
    const [place] = Object.values(failureIn(shown).KafkaBatchInfo.recordsInfo);
    expect(place?.firstRecordOffset).toBe(place?.lastRecordOffset);
  });
});

test('Java adds up all orders but the one that none can read', async () => {
  await looked('java-msk', (shown) => {
    const paid: Record<string, number> = {};
    for (const [, customer = '', sum] of shown.matchAll(/(\w+) paid ([\d.]+)/g)) {
      paid[customer] = (paid[customer] ?? 0) + Number(sum);
    }
    expect(paid).toEqual({ ada: 48.9, grace: 16.5, edsger: 72 });
    expect(failureIn(shown).KafkaBatchInfo.batchSize).toBe(1);
  });
});

test('Node.js sees only what its filters let through, and the bucket has the event that failed', async () => {
  await looked('node-filters', (shown) => {
    expect(shown).toContain('88 degrees at boiler 2');
    expect(shown).toContain('80 degrees at oven 5');
    expect(shown).not.toMatch(/s-1|s-3|hall 1/);
    const { payload } = failureIn(shown);
    const [record] = Object.values(JSON.parse(payload ?? '').records).flat() as [{ value: string }];
    expect(JSON.parse(Buffer.from(record.value, 'base64').toString())).toMatchObject({ sensor: 's-4' });
  });
});

test('a shell script as its own runtime writes each line', async () => {
  await looked('shell-bootstrap', (shown) => {
    expect(times(shown, 'the kettle is on')).toBe(1);
    expect(times(shown, 'the tea is ready')).toBe(1);
  });
});

interface FailureRecord {
  readonly KafkaBatchInfo: {
    readonly batchSize: number;
    readonly recordsInfo: Record<string, { readonly firstRecordOffset: string; readonly lastRecordOffset: string }>;
  };
  readonly payload?: string;
}

/** The failure record among what was printed. */
function failureIn(shown: string): FailureRecord {
  return JSON.parse(/^\{.*\}$/m.exec(shown)?.[0] ?? 'null');
}
