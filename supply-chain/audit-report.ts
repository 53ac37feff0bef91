/** What `npm audit --json` has found, or that it could not look. */
export type Verdict =
  | { readonly kind: 'clean' }
  | { readonly kind: 'findings'; readonly packages: readonly string[] }
  | { readonly kind: 'unknown'; readonly reason: string };

interface AuditReport {
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string }>>;
  readonly message?: string;
  readonly error?: { readonly summary?: string };
}

const serious: readonly string[] = ['high', 'critical'];

/** @param report what npm wrote to standard output */
export function verdictOf(report: string): Verdict {
  const { vulnerabilities, message, error } = parse(report);
  if (vulnerabilities === undefined)
    return { kind: 'unknown', reason: message || error?.summary || 'npm gave no report' };
  const found = Object.entries(vulnerabilities).filter(([, { severity }]) => serious.includes(severity));
  if (found.length === 0) return { kind: 'clean' };
  return { kind: 'findings', packages: found.map(([name, { severity }]) => `${name} (${severity})`) };
}

function parse(report: string): AuditReport {
  try {
    return JSON.parse(report) as AuditReport;
  } catch {
    return {};
  }
}
