import { fetchUsers } from '../../../../lambdas/fetch-users/fetch-users.ts';
import { randomUserApi } from '../../../../lambdas/fetch-users/random-user-api.ts';
import { type Answer, answer, answeringServer, silence } from './answering-server.ts';
import { apiUser, fakePorts, inTime } from './fake-ports.ts';

const request = { date: '2026-01-31', users: 5001, trigger: 'manual', rerun: false } as const;
const retries = 2;

// Only silence is waited for; all else is answered as soon as this same process has made and read 5,000 users.
function patienceWith(fault: Answer) {
  return { timeoutMs: fault === silence ? 2500 : 20_000, retries, firstRetryMs: 1, maxRetryMs: 5 };
}

const faults: [string, Answer, string][] = [
  ['429 with Retry-After', answer(429, '{"error":"slow down"}', { 'retry-after': '1' }), 'answered 429'],
  ['500', answer(500, 'oops'), 'answered 500.'],
  ['no answer at all', silence, 'cannot be reached'],
  ['truncated JSON', answer(200, '{"results":[{"gender":"female"},{"gen'), 'what is no page of users'],
  ['HTML with 200', answer(200, '<!doctype html><title>Just a moment…</title>'), 'what is no page of users'],
  ['fewer users', answer(200, '{"results":[]}'), 'gave 0 users instead of 1.'],
];

/** An API of whose second page so many requests get another answer than its one user. */
function apiWith(fault: Answer, times: number) {
  let left = times;
  return answeringServer((response, asked) => {
    const query = new URL(asked.url ?? '', 'http://host').searchParams;
    const [page, results] = [Number(query.get('page')), Number(query.get('results'))];
    if (page === 2 && left > 0) {
      left -= 1;
      return fault(response, asked);
    }
    const users = Array.from({ length: results }, (_, index) => apiUser(page, index + 1));
    return response.writeHead(200).end(JSON.stringify({ results: users }));
  });
}

test.each(faults)('%s for a moment costs a run nothing', async (_, fault) => {
  await using server = await apiWith(fault, retries);
  const { ports, told } = fakePorts(randomUserApi({ url: server.url, ...patienceWith(fault) }));

  await expect(fetchUsers(request, ports, inTime)).resolves.toMatchObject({ state: 'succeeded', published: 5001 });

  expect(told.pages.map(({ page }) => page.number).sort()).toEqual([1, 2]);
});

test.each(faults)(
  '%s that lasts fails the run by name, and its page is not taken for done',
  async (_, fault, problem) => {
    await using server = await apiWith(fault, Number.POSITIVE_INFINITY);
    const { ports, told } = fakePorts(randomUserApi({ url: server.url, ...patienceWith(fault) }));

    const running = fetchUsers(request, ports, inTime);

    await expect(running).rejects.toMatchObject({ name: 'ApiError', message: expect.stringContaining(problem) });
    expect(told).toMatchObject({ succeeded: 0, failed: [{ name: 'ApiError' }] });
    expect(told.pages.map(({ page }) => page.number)).not.toContain(2);
  },
);
