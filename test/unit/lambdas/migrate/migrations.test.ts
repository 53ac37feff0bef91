import { migrations } from '../../../../lambdas/migrate/migrations.ts';
import { auditActions } from '../../../../lambdas/redrive/audit.ts';

test('migrations are numbered from 1 in their order, without a gap and each once', () => {
  expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1));
  expect(migrations.length).toBeGreaterThan(0);
});

test('each migration says what it does, and says it differently', () => {
  const titles = migrations.map(({ title }) => title.trim());

  expect(titles).not.toContain('');
  expect(new Set(titles).size).toBe(titles.length);
});

test.each(migrations)('migration $number does not end the transaction in which all are made', ({ sql }) => {
  expect(sql.trim()).not.toBe('');
  expect(sql).not.toMatch(/\b(BEGIN|COMMIT|ROLLBACK|CONCURRENTLY)\b/i);
});

test('the audit of dead letters may say each word that it has', () => {
  const constraint = migrations.findLast(({ sql }) => sql.includes('ADD CONSTRAINT dead_letter_replays_action_check'));

  for (const action of auditActions) expect(constraint?.sql).toContain(`'${action}'`);
});
