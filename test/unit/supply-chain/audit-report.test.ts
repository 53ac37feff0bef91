import { verdictOf } from '../../../supply-chain/audit-report.ts';

const found = (...severities: string[]) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: Object.fromEntries(severities.map((severity, index) => [`package-${index}`, { severity }])),
  });

test('high and critical findings are told by their packages', () => {
  expect(verdictOf(found('low', 'high', 'critical'))).toEqual({
    kind: 'findings',
    packages: ['package-1 (high)', 'package-2 (critical)'],
  });
});

test.each([found(), found('low', 'moderate')])('less than that is clean', (report) => {
  expect(verdictOf(report)).toEqual({ kind: 'clean' });
});

test.each([
  ['{"message":"405 Method Not Allowed","statusCode":405,"error":{"summary":""}}', '405 Method Not Allowed'],
  ['{"error":{"code":"ENOTFOUND","summary":"no such host"}}', 'no such host'],
  ['', 'npm gave no report'],
])('a registry that does not answer is neither', (report, reason) => {
  expect(verdictOf(report)).toEqual({ kind: 'unknown', reason });
});
