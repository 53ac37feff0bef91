import { ApiChangedError } from '../../../../lambdas/core/errors.ts';
import { fetchUsers } from '../../../../lambdas/fetch-users/fetch-users.ts';
import type { FetchPage } from '../../../../lambdas/fetch-users/user-source.ts';
import { apiUser, fakePorts, idOf, inTime } from './fake-ports.ts';

const request = { date: '2026-01-31', users: 10, trigger: 'manual', rerun: false } as const;
const withoutEmail = (page: number, place: number) => ({ ...apiUser(page, place), email: undefined });

test('a user that is none is left out, counted and named by its place', async () => {
  const withNul = { ...apiUser(1, 4), phone: '555\0' };
  const fetchPage = async () => [apiUser(1, 1), withoutEmail(1, 2), apiUser(1, 3), withNul];
  const { ports, told } = fakePorts({ fetchPage });

  const result = await fetchUsers(request, ports, inTime);

  expect(result).toMatchObject({ state: 'degraded', fetched: 4, published: 2, rejected: 2 });
  expect(result).not.toHaveProperty('rejections');
  expect(told.published[0]?.records.map(({ id }) => id)).toEqual([idOf(1, 1), idOf(1, 3)]);
  expect(told.rejected).toEqual([
    expect.stringMatching(/^user 2 of page 1: email: /),
    expect.stringMatching(/^user 4 of page 1: phone: holds U\+0000/),
  ]);
  expect(told.pages[0]?.outcome.rejections).toEqual(told.rejected);
  expect(told.counted).toEqual([{ fetched: 4, published: 2, rejected: 2 }]);
});

test('fields that the API has gained change nothing', async () => {
  const gained = { ...apiUser(1, 1), loyalty: { points: 3 }, name: { ...apiUser(1, 1).name, nick: 'Ada' } };
  const { ports, told } = fakePorts({ fetchPage: async () => [gained] });
  const plain = fakePorts({ fetchPage: async () => [apiUser(1, 1)] });

  await expect(fetchUsers(request, ports, inTime)).resolves.toMatchObject({ state: 'succeeded', published: 1 });
  await fetchUsers(request, plain.ports, inTime);

  expect(told.published).toEqual(plain.told.published);
});

test('an API that has lost a field fails the run by the field’s name, and nothing is published', async () => {
  const fetchPage = async () => [withoutEmail(1, 1), { ...apiUser(1, 2), phone: 7 }, withoutEmail(1, 3)];
  const { ports, told } = fakePorts({ fetchPage });

  const running = fetchUsers(request, ports, inTime);

  await expect(running).rejects.toThrow(ApiChangedError);
  await expect(running).rejects.toThrow(
    /^All 3 users of page 1 were rejected, 2 of them because of email: Invalid input: expected string, received undefined\./,
  );
  expect(told).toMatchObject({ published: [], pages: [], failed: [{ name: 'ApiChangedError' }], succeeded: 0 });
});

test('a later page of which no user can be read fails the run as well', async () => {
  const lost = Array.from({ length: 20 }, (_, index) => withoutEmail(2, index + 1));
  const fetchPage: FetchPage = async (_, { number }) => (number === 2 ? lost : [apiUser(number, 1)]);
  const { ports, told } = fakePorts({ fetchPage });

  await expect(fetchUsers({ ...request, users: 10_001 }, ports, inTime)).rejects.toThrow(ApiChangedError);

  expect(told.pages.map(({ page }) => page.number)).not.toContain(2);
});

test('a few users behind other pages may all be wrong by chance: they degrade the run', async () => {
  const lost = Array.from({ length: 19 }, (_, index) => withoutEmail(3, index + 1));
  const fetchPage: FetchPage = async (_, { number }) => (number === 3 ? lost : [apiUser(number, 1)]);
  const { ports, told } = fakePorts({ fetchPage });

  const result = await fetchUsers({ ...request, users: 10_019 }, ports, inTime);

  expect(result).toMatchObject({ state: 'degraded', fetched: 21, published: 2, rejected: 19 });
  expect(told.rejected[0]).toMatch(/^user 1 of page 3: /);
});
