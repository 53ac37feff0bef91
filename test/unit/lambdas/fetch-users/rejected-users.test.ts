import { fetchUsers } from '../../../../lambdas/fetch-users/fetch-users.ts';
import type { FetchPage } from '../../../../lambdas/fetch-users/random-user-api.ts';
import { apiUser, fakePorts, idOf } from './fake-ports.ts';

const request = { date: '2026-01-31', users: 10, trigger: 'manual' } as const;
const never = new AbortController().signal;

test('a user that is none is left out, counted and named by its place', async () => {
  const withoutEmail = { ...apiUser(1, 2), email: undefined };
  const withNul = { ...apiUser(1, 4), phone: '555\0' };
  const { ports, told } = fakePorts({ fetchPage: async () => [apiUser(1, 1), withoutEmail, apiUser(1, 3), withNul] });

  const result = await fetchUsers(request, ports, never);

  expect(result).toMatchObject({ fetched: 4, published: 2, rejected: 2 });
  expect(result).not.toHaveProperty('rejections');
  expect(told.published[0]?.records.map(({ id }) => id)).toEqual([idOf(1, 1), idOf(1, 3)]);
  expect(told.rejected).toEqual([
    expect.stringMatching(/^user 2 of page 1: email: /),
    expect.stringMatching(/^user 4 of page 1: phone: holds U\+0000/),
  ]);
  expect(told.ended[0]?.progress.rejections).toEqual(told.rejected);
});

test('the page of a rejected user is told, even where all of its users are rejected', async () => {
  const fetchPage: FetchPage = async (_, { number }) => (number === 2 ? [null] : [apiUser(number, 1)]);
  const { ports, told } = fakePorts({ fetchPage });

  const result = await fetchUsers({ ...request, users: 10_001 }, ports, never);

  expect(result).toMatchObject({ fetched: 3, published: 2, rejected: 1 });
  expect(told.rejected).toEqual([expect.stringMatching(/^user 1 of page 2: /)]);
});

test('of many rejected users all are counted and told, and the first 20 kept with the run', async () => {
  const { ports, told } = fakePorts({ fetchPage: async () => Array.from({ length: 30 }, () => null) });

  const result = await fetchUsers({ ...request, users: 5001 }, ports, never);

  expect(result).toMatchObject({ fetched: 60, published: 0, rejected: 60 });
  expect(told.rejected).toHaveLength(60);
  expect(told.ended[0]?.progress.rejected).toBe(60);
  expect(told.ended[0]?.progress.rejections).toEqual(told.rejected.slice(0, 20));
});
