import { busySeconds, residentMib } from '../../../../../bench/peers/usage/proc-text.ts';

test('the memory of a process is its resident part', () => {
  const status = 'Name:\tjava (a) b\nVmHWM:\t  4096 kB\nVmRSS:\t  2048 kB\nThreads:\t7\n';

  expect(residentMib(status)).toBe(2);
});

test.each(['', 'Name:\tkthreadd\nThreads:\t1\n'])('of a process without any it is none: %j', (status) => {
  expect(residentMib(status)).toBe(0);
});

test('a machine is busy in all its processors, while they neither idle nor wait nor are stolen', () => {
  //                    user nice system idle iowait irq softirq steal guest guest_nice
  const stat = 'cpu  100 20 30 1000 500 4 6 700 50 10\ncpu0 50 10 15 500 250 2 3 350 25 5\nintr 1 2\n';

  expect(busySeconds(stat)).toBe(1.6);
});

test('a text of something else says nothing', () => {
  expect(busySeconds('intr 1 2 3\n')).toBe(0);
});
