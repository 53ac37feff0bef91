import { machineLoad } from '../../../../../local/event-source-mapping/processor/machine-load.ts';

const processor = (user: number, idle: number) => ({ times: { user, nice: 0, sys: 0, idle, irq: 0 } });

test('what was used of all processors since the last question', () => {
  const reads = [
    [processor(100, 100), processor(100, 100)],
    [processor(200, 100), processor(150, 150)],
    [processor(200, 200), processor(150, 250)],
  ];
  const load = machineLoad(() => reads.shift() ?? []);

  expect(load()).toBe(0.75);
  expect(load()).toBe(0);
});

test('is none where no time has passed', () => {
  const load = machineLoad(() => [processor(1, 1)]);

  expect(load()).toBe(0);
});

test('is a share on this machine', () => {
  const load = machineLoad();
  const end = Date.now() + 50;
  while (Date.now() < end);

  const share = load();
  expect(share).toBeGreaterThan(0);
  expect(share).toBeLessThanOrEqual(1);
});
