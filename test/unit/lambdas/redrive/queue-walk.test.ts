import { type HeldLetter, QueueWalk } from '../../../../lambdas/redrive/queue-walk.ts';
import { fakeQueue, message } from './fake-queue.ts';

async function all(walk: QueueWalk): Promise<string[]> {
  const found: HeldLetter[] = [];
  for (let some = await walk.next(); some.length > 0; some = await walk.next()) found.push(...some);
  return found.map(({ held }) => held.messageId);
}

test('one answer without messages is not the end, and a message is met once', async () => {
  const { queue, givenBack } = fakeQueue([[message('a')], [], [message('a', 'x', 0, 'later')], [message('b')], [], []]);
  const walk = new QueueWalk(queue, { visibilitySeconds: 1, beforeMs: 10 });

  await expect(all(walk)).resolves.toEqual(['a', 'b']);
  expect(walk.sawAll).toBe(true);
  await walk.giveBack();
  // By the receipt that counts.
  expect(givenBack).toEqual(['later', 'receipt of b']);
});

test('what was sent later is passed over, and given back', async () => {
  const { queue, givenBack } = fakeQueue([[message('a', 'x', 10), message('new', 'x', 11)]]);
  const walk = new QueueWalk(queue, { visibilitySeconds: 1, beforeMs: 10 });

  await expect(all(walk)).resolves.toEqual(['a']);
  await walk.giveBack();
  expect(givenBack).toEqual(['receipt of a', 'receipt of new']);
});

test('no more than so many are held, and it is said that there may be more', async () => {
  const { queue } = fakeQueue([[message('a'), message('b')], [message('c')]]);
  const walk = new QueueWalk(queue, { visibilitySeconds: 1, beforeMs: 10, maximum: 2 });

  await expect(all(walk)).resolves.toEqual(['a', 'b']);
  expect(walk.sawAll).toBe(false);
});

test('what is deleted is not given back, and what cannot be deleted is', async () => {
  const { queue, givenBack, deleted } = fakeQueue([[message('a'), message('b')]], new Map([['b', 'why']]));
  const walk = new QueueWalk(queue, { visibilitySeconds: 1, beforeMs: 10 });
  const letters = await walk.next();

  await expect(walk.delete(letters)).resolves.toEqual(new Map([['b', 'why']]));
  await walk.giveBack();

  expect([deleted, givenBack]).toEqual([['a'], ['receipt of b']]);
});
