import type { DifferenceLine } from './differences.ts';
import { nameOfPlace } from './ports.ts';
import { type Summary, shownOfEach } from './summary.ts';
import { differs, type TallyLine } from './tally.ts';

const number = (value: number) => value.toLocaleString('en');

/** What each kind of difference says, for people; in this order they are told. */
export const meanings: Readonly<Record<DifferenceLine['kind'], string>> = {
  missing: 'missing in a store',
  extra: 'in a store, and not in the topic',
  undeleted: 'in a store, though the newest record deletes the user',
  deletion: 'deletions that PostgreSQL keeps otherwise (deleted_users)',
  fields: 'another user in the row',
  version: 'the same user with another version',
  'lost dead letter': 'records that are no users, without a dead letter',
};

/** @param all lines of the table, also those that do not differ */
export function describeSummary(topic: string, summary: Summary, all: boolean): string {
  const { differing, counts, older, later, lettersUnread, file } = summary;
  const notUsers = lettersUnread === undefined ? '' : `; not compared with the dead letters: ${lettersUnread}`;
  const facts = [
    `${number(counts.records)} records of ${topic}, ${number(counts.notUsers)} of them no users${notUsers}`,
    older > 0 && `${number(older)} users are older than the topic: only the two stores were compared with each other`,
    later > 0 && `${number(later)} users changed meanwhile and were not compared`,
  ].filter((fact) => fact !== false);
  const shown = Object.keys(meanings) as DifferenceLine['kind'][];
  const parts = [
    differing === 0 ? 'No difference.' : `${number(differing)} users or records differ.`,
    describeTally(summary, all),
    facts.join('\n'),
    ...shown.flatMap((kind) => describeKind(topic, summary, kind)),
    differing > 0 && `All of them: ${file}`,
  ];
  return `\n${parts.filter(Boolean).join('\n\n')}\n`;
}

function describeTally({ tally }: Summary, all: boolean): string {
  const shown = tally.lines.filter((line) => all || differs(line));
  const cells = (line: Omit<TallyLine, 'partition' | 'day'>) => {
    const { topic, cassandra, postgres } = line;
    return [number(topic), number(cassandra), number(postgres), differs(line) ? 'differs' : ''];
  };
  const rows = [
    ['partition', 'day', 'topic', 'Cassandra', 'PostgreSQL', ''],
    ...shown.map(({ partition, day, ...line }) => [String(partition), day, ...cells(line)]),
    ['total', '', ...cells(tally.totals)],
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const isNumber = (column: number) => column >= 2 && column <= 4;
  const pad = (cell: string, column: number) =>
    isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
  return rows.map((row) => `  ${row.map(pad).join('  ').trimEnd()}`).join('\n');
}

function describeKind(topic: string, { kinds }: Summary, kind: DifferenceLine['kind']): string[] {
  const found = kinds.get(kind);
  if (found === undefined) return [];
  const rest = found.count > shownOfEach ? [`  … and ${number(found.count - shownOfEach)} more`] : [];
  const lines = found.first.map((line) => `  ${describeLine(topic, line)}`);
  return [[`${number(found.count)} ${meanings[kind]}:`, ...lines, ...rest].join('\n')];
}

function describeLine(topic: string, line: DifferenceLine): string {
  const place = line.record ? nameOfPlace(topic, line.record) : undefined;
  if (line.kind === 'lost dead letter') return place ?? '';
  const { expected = 'none', found = 'none' } = line.versions;
  const notes = [
    line.against !== 'topic' && `compared with ${line.against}`,
    place,
    expected !== found && `version ${found}, expected ${expected}`,
    line.deadLetter && 'its record waits with the dead letters',
  ];
  const fields = (line.fields ?? []).map((one) => `\n      ${one.name}: ${one.found}, expected ${one.expected}`);
  return `${line.id}  ${line.store}  ${notes.filter(Boolean).join('; ')}${fields.join('')}`;
}
