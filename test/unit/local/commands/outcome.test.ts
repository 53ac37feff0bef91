import { describeOutcome, type Outcome } from '../../../../local/commands/outcome.ts';

const run = {
  repeated: false,
  runId: '1',
  fetched: 5,
  date: '2026-11-01',
  total: { fetched: 5, published: 5, rejected: 0 },
};
const outcome = {
  ...{ run, rows: { cassandra: 5, postgres: 5 }, deadLetters: 0, missed: [], stages: [], seconds: 1 },
  addresses: { kafka: { bootstrapServers: '127.0.0.1:19092' }, console: { url: 'http://127.0.0.1:18083' } },
} as unknown as Outcome;

test('the end of npm start tells first where to look', () => {
  const text = describeOutcome(outcome);

  expect(text).toContain('  console  http://127.0.0.1:18083\n');
  expect(text).toContain('\n\nLook at it:    http://127.0.0.1:18083\nLook further:  npm run status\n');
});
