import { setImmediate as turn } from 'node:timers/promises';
import { InvocationSlots } from '../../../../../local/event-source-mapping/sender/invocation-slots.ts';

function slots(limit: number) {
  const freed: number[] = [];
  const made = new InvocationSlots(limit, () => freed.push(made.taken));
  return { made, freed };
}

test('no more are taken than there are', () => {
  const { made } = slots(2);

  expect([made.tryTake(), made.tryTake(), made.tryTake()]).toEqual([true, true, false]);
  expect(made.taken).toBe(2);
});

test('who waits gets the slot that becomes free, before it is told to others', async () => {
  const { made, freed } = slots(1);
  made.tryTake();
  let had = false;
  void made.take().then(() => {
    had = true;
  });

  made.give();
  await turn();
  const toldWhileWaiting = [...freed];
  made.give();

  expect(had).toBe(true);
  expect(toldWhileWaiting).toEqual([]);
  expect(freed).toEqual([0]);
});

test('a higher limit serves those who wait and tells of what is left', async () => {
  const { made, freed } = slots(1);
  made.tryTake();
  const waiting = made.take();

  made.setLimit(3);
  await waiting;

  expect(made.taken).toBe(2);
  expect(freed).toEqual([2]);
});

test('a lower limit is reached as invocations end', () => {
  const { made, freed } = slots(2);
  made.tryTake();
  made.tryTake();

  made.setLimit(1);
  made.give();
  const afterOne = { again: made.tryTake(), freed: [...freed] };
  made.give();

  expect(afterOne).toEqual({ again: false, freed: [] });
  expect(freed).toEqual([0]);
});

test('each look tells of the most since the last one, and of who found none free', () => {
  const { made } = slots(2);
  made.tryTake();
  made.tryTake();
  made.tryTake();
  made.give();

  expect(made.use()).toEqual({ mostTaken: 2, waited: true, ended: true });
  expect(made.use()).toEqual({ mostTaken: 1, waited: false, ended: false });
});

test('who found none free waits at each look, until one is told of', () => {
  const { made } = slots(1);
  made.tryTake();
  made.tryTake();

  const looks = [made.use(), made.use()];
  made.give();
  made.use();

  expect(looks).toEqual(Array(2).fill({ mostTaken: 1, waited: true, ended: false }));
  expect(made.use()).toEqual({ mostTaken: 0, waited: false, ended: false });
});

test('who found none free is told of a higher limit, and waits no more', () => {
  const { made, freed } = slots(1);
  made.tryTake();
  made.tryTake();

  made.setLimit(2);
  made.use();

  expect(freed).toEqual([1]);
  expect(made.use().waited).toBe(false);
});

test('a retry that was given the slot it waited for waits no more', async () => {
  const { made } = slots(1);
  made.tryTake();
  const waiting = made.take();
  made.give();
  await waiting;
  made.use();

  expect(made.use()).toEqual({ mostTaken: 1, waited: false, ended: false });
});
