import { addAbortListener } from 'node:events';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { projectDir } from '../../../../support/stack/stack.ts';

/** The page's module, which is typed for browsers: the tests' own types have no document. */
interface ServerModule {
  ask(path: string, signal?: AbortSignal): Promise<unknown>;
  change(method: string, path: string, body?: object): Promise<unknown>;
  lines(path: string, signal: AbortSignal): AsyncGenerator<unknown>;
}

let server: ServerModule;
const fetched: { path: string; options: RequestInit }[] = [];
const realFetch = globalThis.fetch;

function answer(make: () => Response | Promise<Response>): void {
  globalThis.fetch = async (path, options) => {
    fetched.push({ path: String(path), options: options ?? {} });
    return make();
  };
}

beforeAll(async () => {
  Object.assign(globalThis, { document: { querySelector: () => ({ content: 'the-token' }) } });
  server = await import(join(projectDir, 'local', 'console', 'page', 'server.ts'));
});
beforeEach(() => {
  fetched.length = 0;
});
afterAll(() => {
  globalThis.fetch = realFetch;
});

/** A body that comes in the pieces that are given. */
function inPieces(...pieces: readonly (string | Uint8Array)[]): Response {
  return new Response(
    new ReadableStream({
      start(controller) {
        for (const piece of pieces) {
          controller.enqueue(typeof piece === 'string' ? new TextEncoder().encode(piece) : piece);
        }
        controller.close();
      },
    }),
  );
}

function signalOf(request: (typeof fetched)[number] | undefined): AbortSignal {
  const signal = request?.options.signal;
  if (!signal) throw new Error('It was asked without a signal.');
  return signal;
}

async function allLines(): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const line of server.lines('/api/tail', new AbortController().signal)) all.push(line);
  return all;
}

test('a change is JSON with the token of the page', async () => {
  answer(() => Response.json({ state: 'Enabling' }));

  expect(await server.change('PATCH', '/api/mappings/1', { enabled: true })).toEqual({ state: 'Enabling' });
  expect(fetched).toEqual([
    {
      path: '/api/mappings/1',
      options: {
        method: 'PATCH',
        headers: { 'content-type': 'application/json', 'x-console-token': 'the-token' },
        body: '{"enabled":true}',
      },
    },
  ]);
});

test.each([
  [
    'its own words',
    () => Response.json({ error: 'Kafka is away', remedy: 'Start it' }, { status: 503 }),
    'Kafka is away',
    'Start it',
    503,
  ],
  ['no JSON', () => new Response('<html>', { status: 502 }), 'The console answered 502.', undefined, 502],
  [
    'nothing',
    () => Promise.reject(new TypeError('Failed to fetch')),
    'The console does not answer.',
    'npm run status',
    0,
  ],
])('what the server has instead of an answer is thrown: %s', async (_, make, message, remedy, status) => {
  answer(make);

  const problem = await server.ask('/api/x').then(undefined, (error) => error);

  expect(problem).toMatchObject({ message, status });
  if (remedy) expect(problem.remedy).toContain(remedy);
  else expect(problem.remedy).toBeUndefined();
});

test('whoever asks no more is told nothing of the server', async () => {
  answer(() => Promise.reject(Object.assign(new Error('aborted'), { name: 'AbortError' })));

  await expect(server.ask('/api/x')).rejects.toMatchObject({ name: 'AbortError' });
});

test('a server that keeps silent is given up', async () => {
  const late = new AbortController();
  const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(late.signal);
  answer(() => new Promise((_, reject) => addAbortListener(signalOf(fetched[0]), () => reject(late.signal.reason))));

  const asked = server.ask('/api/x', new AbortController().signal);
  late.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));

  await expect(asked).rejects.toMatchObject({ message: 'The console does not answer.' });
  expect(timeout).toHaveBeenCalledWith(30_000);
  timeout.mockRestore();
});

test('lines are read however they are cut into pieces, also within a letter', async () => {
  const letter = new TextEncoder().encode('{"text":"😀"}\n');
  answer(() => inPieces('{"number":1}\n{"num', 'ber":2}\n', letter.slice(0, 11), letter.slice(11), '{"last":true}'));

  expect(await allLines()).toEqual([{ number: 1 }, { number: 2 }, { text: '😀' }, { last: true }]);
});

test('the last line may tell what went wrong', async () => {
  answer(() => inPieces('{"number":1}\n', '{"error":"Kafka is away","remedy":"Start it"}\n'));

  await expect(allLines()).rejects.toMatchObject({ message: 'Kafka is away', remedy: 'Start it' });
});

test('an empty answer has no lines', async () => {
  answer(() => inPieces());

  expect(await allLines()).toEqual([]);
});
