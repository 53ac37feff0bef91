import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  reportSender,
  type SendReport,
  type StateReport,
  StateReporter,
} from '../../../../local/event-source-mapping/state-reporter.ts';
import type { WorkerStatus } from '../../../../local/event-source-mapping/worker/worker-status.ts';
import { eventually } from '../../../support/eventually.ts';
import { meteredMapping } from './metrics/metered-mapping.ts';

function status(state: WorkerStatus['state'], more: Partial<WorkerStatus> = {}): WorkerStatus {
  return { ...meteredMapping({ uuid: 'u' }), state, lastProcessingResult: 'OK', lastModified: 1000, ...more };
}

/** A reporter, the states that it sent and what it logged. */
function reporting(answer: SendReport = async () => true, askAgainMs = 60_000) {
  const sent: StateReport[] = [];
  const log: string[] = [];
  const reporter = new StateReporter({
    send: (report) => {
      sent.push(report);
      return answer(report);
    },
    log: (line) => log.push(line),
    gapMs: 5,
    askAgainMs,
  });
  return { reporter, log, sent, states: () => sent.map(({ mappings }) => mappings[0]?.state) };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 50));

test('reports what the API tells of a mapping, and nothing else', () => {
  const { reporter, sent } = reporting();

  reporter.report([
    status('Creating', { transitionReason: 'EVENT_SOURCE_AUTHN_ERROR', lastProcessingResult: 'x'.repeat(5000) }),
    status('Enabled', { uuid: 'other', lastModified: null }),
  ]);

  expect(sent).toEqual([
    {
      poller: expect.any(String),
      mappings: [
        {
          uuid: 'u',
          lastModified: 1000,
          state: 'Creating',
          reason: 'EVENT_SOURCE_AUTHN_ERROR',
          lastProcessingResult: 'x'.repeat(1000),
        },
        { uuid: 'other', lastModified: 0, state: 'Enabled', lastProcessingResult: 'OK' },
      ],
    },
  ]);
});

test('sends one report at a time, and then only the newest', async () => {
  let finish: (taken: boolean) => void = () => undefined;
  const { reporter, states } = reporting(() => new Promise((resolve) => (finish = resolve)));

  reporter.report([status('Creating')]);
  reporter.report([status('Updating')]);
  reporter.report([status('Enabled')]);
  const during = states();
  finish(true);

  await eventually(async () => expect(states()).toEqual(['Creating', 'Enabled']), 2000, 5);
  expect(during).toEqual(['Creating']);
});

test('reports again after a report that did not arrive', async () => {
  const { reporter, states, log } = reporting(async () => {
    throw new Error('connection refused');
  });

  reporter.report([status('Creating')]);
  await settled();
  reporter.report([status('Enabled')]);

  expect(states()).toEqual(['Creating', 'Enabled']);
  expect(log).toEqual([]);
});

test('leaves an endpoint alone that takes no reports, says so once, and asks again later', async () => {
  const { reporter, states, log } = reporting(async () => false, 200);
  reporter.report([status('Creating')]);
  await settled();
  reporter.report([status('Updating')]);
  const left = states();

  await eventually(
    async () => {
      reporter.report([status('Enabled')]);
      expect(states()).toEqual(['Creating', 'Enabled']);
    },
    2000,
    10,
  );

  expect(left).toEqual(['Creating']);
  await settled();
  expect(log).toEqual(['this endpoint does not show the states of its mappings; see /health']);
});

test.each([
  [204, true],
  [404, false],
  [503, Error],
])('takes %i for the answer %s', async (code, answer) => {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.writeHead(code).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const send = reportSender(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);

  const outcome = await send({ poller: 'p', mappings: [] }).catch((error) => error.constructor);

  server.closeAllConnections();
  server.close();
  expect(outcome).toBe(answer);
  expect(requests).toEqual(['POST /_localstack/kafka-event-source-mappings/status']);
});
