import { html } from 'htm/preact';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => unknown;
  /** Numbers are set against the right edge. */
  readonly numeric?: boolean;
}

/** Rows with named columns; on a narrow screen each row becomes a card that repeats the names. */
export function DataTable<Row>(props: {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}) {
  const { label, columns, rows, keyOf } = props;
  const kind = ({ numeric }: Column<Row>) => (numeric ? 'numeric' : undefined);
  return html`<div class="table-frame">
    <table class="table" aria-label=${label}>
      <thead>
        <tr>${columns.map((column) => html`<th scope="col" class=${kind(column)}>${column.title}</th>`)}</tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) => html`<tr key=${keyOf(row)}>
            ${columns.map(
              (column) =>
                html`<td class=${kind(column)} data-title=${column.title}><div>${column.cell(row)}</div></td>`,
            )}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
