/** Text that stands in CQL for a name or a value, whatever it holds. */

export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A map whose values are texts, or maps again. */
export function mapLiteral(map: Readonly<{ [name: string]: unknown }>): string {
  const entries = Object.entries(map).map(([name, value]) => {
    const text =
      typeof value === 'string' ? literal(value) : mapLiteral(value as Readonly<{ [name: string]: unknown }>);
    return `${literal(name)}: ${text}`;
  });
  return `{${entries.join(', ')}}`;
}
