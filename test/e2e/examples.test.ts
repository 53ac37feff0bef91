import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { awsEnvironment } from '../../local/deployment/aws-clients.ts';
import { eventSourceMapping } from '../../local/services/event-source-mapping/event-source-mapping-service.ts';
import { readSettings } from '../../local/settings.ts';
import { Stack } from '../../local/stack.ts';
import { freePort } from '../integration/local/free-port.ts';
import { eventually } from '../support/eventually.ts';
import { runShell, shellBlocks, startShell } from '../support/guide.ts';
import { projectDir, stackEnvironment } from '../support/stack.ts';

const settings = readSettings(stackEnvironment, projectDir);
const environment = awsEnvironment(settings);
const guide = shellBlocks('local/event-source-mapping/README.md');
const examples = ['python-scram', 'java-msk', 'node-filters', 'shell-bootstrap'];
const setUpMs = 300_000;
const handledMs = 60_000;

const [startServices, exportEndpoint, startPoller] = guide.get('Start') ?? [];
let poller: ChildProcess | undefined;

beforeAll(async () => {
  // The guide's poller is the only one, as for its reader.
  await new Stack(settings).stop(eventSourceMapping);
  await runShell(startServices ?? '', environment);
  poller = startShell(`exec ${startPoller?.trim()} --port ${await freePort()}`, environment);
  await Promise.all(examples.map((example) => runShell(blocksOf(example).deploy, environment)));
}, setUpMs);

afterAll(async () => {
  const ends = examples.map((example) => {
    const [takeDown = ''] = [...shellBlocks(`examples/${example}/README.md`).values()].flat();
    return runShell(takeDown, environment);
  });
  const failed = (await Promise.allSettled(ends)).filter(({ status }) => status === 'rejected');
  if (poller?.pid !== undefined && poller.exitCode === null) {
    process.kill(-poller.pid, 'SIGTERM');
    await once(poller, 'close');
  }
  expect(failed).toEqual([]);
}, setUpMs);

function blocksOf(example: string) {
  const [deploy = '', look = ''] = guide.get(`examples/${example}`) ?? [];
  return { deploy, look };
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
