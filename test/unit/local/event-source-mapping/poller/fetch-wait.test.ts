import { fetchWait } from '../../../../../local/event-source-mapping/poller/fetch-wait.ts';

test('a fetch rests for long only while no partition is paused', () => {
  let paused = false;
  const wait = fetchWait(() => paused);

  const resting = Number(wait);
  paused = true;
  const withPaused = Number(wait);

  expect(resting).toBe(2000);
  expect(withPaused).toBe(50);
});
