import { Lent } from '../../../../../local/console/sources/lent.ts';

/** Connections by their number. */
function numbered({ fails = [] as readonly number[] } = {}) {
  let opened = 0;
  const closed: number[] = [];
  const lent = new Lent(
    async () => {
      opened += 1;
      if (fails.includes(opened)) throw new Error(`${opened} fails`);
      return { number: opened };
    },
    async ({ number }) => {
      closed.push(number);
    },
  );
  return { lent, closed };
}

test('all are lent the same one, also those who ask while it is connected', async () => {
  const { lent } = numbered();

  const both = await Promise.all([lent.current(), lent.current()]);

  expect([...both, await lent.current()].map(({ number }) => number)).toEqual([1, 1, 1]);
});

test('after one that could not be connected the next who asks tries again', async () => {
  const { lent } = numbered({ fails: [1] });

  await expect(lent.current()).rejects.toThrow('1 fails');
  await expect(lent.current()).resolves.toEqual({ number: 2 });
});

test('of several who replace the same one the first does it', async () => {
  const { lent, closed } = numbered();
  const broken = await lent.current();

  await lent.replace(broken);
  const next = await lent.current();
  await lent.replace(broken);

  expect(await lent.current()).toBe(next);
  expect(closed).toEqual([1]);
});

test('one that does not end keeps nobody from the next', async () => {
  const lent = new Lent(
    async () => ({}),
    () => new Promise(() => undefined),
  );
  const broken = await lent.current();

  await lent.replace(broken);

  expect(await lent.current()).not.toBe(broken);
});

test('it is closed once, and not when there is none', async () => {
  const { lent, closed } = numbered();
  await lent.close();
  await lent.current();

  await lent.close();
  await lent.close();

  expect(closed).toEqual([1]);
});

test('a connection that fails to close has been closed', async () => {
  const lent = new Lent(
    async () => ({}),
    () => Promise.reject(new Error('gone already')),
  );
  await lent.current();

  await expect(lent.close()).resolves.toBeUndefined();
});
