import { Turns } from '../../../../../local/console/dead-letters/turns.ts';

test('one begins when the other has ended, also when that one failed', async () => {
  const turns = new Turns();
  const said: string[] = [];
  const work =
    (name: string, fails = false) =>
    async () => {
      said.push(`${name} begins`);
      await new Promise(setImmediate);
      said.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    };

  const first = turns.take(work('a', true));
  const second = turns.take(work('b'));

  await expect(first).rejects.toThrow('a');
  await expect(second).resolves.toBe('b');
  expect(said).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
});
