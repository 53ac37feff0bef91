import { BackgroundWork } from '../../../../local/control-plane/background-work.ts';

test('what is to be done with a thing is done in turn, and things do not wait for each other', async () => {
  const work = new BackgroundWork();
  const done: string[] = [];
  const slow = Promise.withResolvers<void>();
  work.add('a', async () => {
    await slow.promise;
    done.push('a1');
  });
  work.add('a', async () => void done.push('a2'));
  work.add('b', async () => void done.push('b1'));

  await work.settled('b');
  expect(done).toEqual(['b1']);
  slow.resolve();
  await work.settled('a');

  expect(done).toEqual(['b1', 'a1', 'a2']);
});

test('only who waits for a thing learns that its job failed, and the next job is done', async () => {
  const work = new BackgroundWork();
  const done: string[] = [];
  work.add('a', () => Promise.reject(new Error('It broke')));
  await expect(work.settled('a')).rejects.toThrow('It broke');
  work.add('a', () => Promise.reject(new Error('It broke again')));
  work.add('a', async () => void done.push('a'));

  await work.allSettled();

  expect(done).toEqual(['a']);
});

test('no more is done at once than is allowed', async () => {
  const work = new BackgroundWork({ atOnce: 1 });
  const begun: string[] = [];
  const slow = Promise.withResolvers<void>();
  const job = (thing: string) => async () => {
    begun.push(thing);
    await slow.promise;
  };
  work.add('a', job('a'));
  work.add('b', job('b'));

  await new Promise(setImmediate);
  const atFirst = [...begun];
  slow.resolve();
  await work.allSettled();

  expect([atFirst, begun]).toEqual([['a'], ['a', 'b']]);
});

test('all is settled when also what was added meanwhile is', async () => {
  const work = new BackgroundWork();
  const done: string[] = [];
  work.add('a', async () => {
    work.add('b', async () => void done.push('b'));
    done.push('a');
  });

  await work.allSettled();

  expect(done).toEqual(['a', 'b']);
});
