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
