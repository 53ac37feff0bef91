import { away } from '../../../../local/console/problem.ts';

test.each([
  [new Error('connect ECONNREFUSED 127.0.0.1:9042'), 'connect ECONNREFUSED 127.0.0.1:9042'],
  [new Error('All hosts tried.\n    at TCPConnectWrap {\n  errno: -111\n}'), 'All hosts tried.'],
  [new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') }), 'connect ECONNREFUSED'],
  [new TypeError('fetch failed'), 'fetch failed'],
  [Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
  ['closed', 'closed'],
])('a part that is away is told with the reason, in a line', (cause, reason) => {
  expect(away('Cassandra', cause).message).toBe(`Cassandra does not answer: ${reason}`);
});
