import {
  type Refusal,
  type WriteRules,
  writeInsistently,
} from '../../../../../../local/event-source-mapping/sender/destinations/insistent-write.ts';

function rules(refusal?: Refusal): WriteRules & { lines: string[]; failures: number } {
  const lines: string[] = [];
  const backoff = { firstMs: 0, maxMs: 0 };
  const refusalOf = ({ message }: Error) => (message === 'refused' ? refusal : undefined);
  const log = (line: string) => lines.push(line);
  const made = {
    destination: 'arn',
    refusalOf: refusalOf as WriteRules['refusalOf'],
    backoff,
    log,
    lines,
    failures: 0,
  };
  const onFailure = () => {
    made.failures += 1;
  };
  return Object.assign(made, { onFailure });
}

/** A write that fails like this, time after time, before it succeeds. */
function failing(...errors: string[]) {
  return async () => {
    const message = errors.shift();
    if (message !== undefined) throw new Error(message);
  };
}

test('what may pass is waited for, and said once', async () => {
  const here = rules();

  const end = await writeInsistently(failing('down', 'down', 'down'), here, new AbortController().signal);

  expect(end).toBe('written');
  expect(here.lines).toEqual(['waiting for the on-failure destination arn (Error: down)']);
  expect(here.failures).toBe(3);
});

test.each(['message', 'destination'] as const)('a refusal of the %s ends it with the remedy', async (of) => {
  const here = rules({ of, remedy: 'Do this.' });

  const end = await writeInsistently(failing('down', 'refused'), here, new AbortController().signal);

  expect(end).toBe(`${of}-refused`);
  expect(here.lines.at(-1)).toBe('the on-failure destination arn refused a message (Error: refused). Do this.');
});

test('the signal ends the waiting', async () => {
  const stop = new AbortController();
  const here = rules();
  const write = async () => {
    stop.abort();
    throw new Error('down');
  };

  const end = await writeInsistently(write, { ...here, backoff: { firstMs: 60_000, maxMs: 60_000 } }, stop.signal);

  expect(end).toBe('aborted');
});
