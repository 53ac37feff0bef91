import type { Audit, AuditChoice } from '../../../lambdas/redrive/audit.ts';
import type { ReplaysAnswer } from './answers.ts';

/** Some rows of the audit of replays, the newest first. */
export async function readReplays(
  audit: Pick<Audit, 'last'>,
  { limit, ...choice }: AuditChoice & { readonly limit: number },
): Promise<ReplaysAnswer> {
  const rows = await audit.last(limit + 1, choice);
  const shown = rows.slice(0, limit);
  return { rows: shown, older: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
}
