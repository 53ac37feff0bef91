/** Strings, what is empty, what opens, closes and separates, and everything else: each as it is written. */
const tokens = /"(?:[^"\\]+|\\.)*"|\{\s*\}|\[\s*\]|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * JSON with a line for each value. Numbers and strings stay as they are written: read and written again, long numbers
 * would be others.
 * @returns undefined for what is no JSON
 */
export function formatJson(text: string): string | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  let depth = 0;
  const newLine = (change: number) => {
    depth += change;
    return `\n${'  '.repeat(depth)}`;
  };
  const write = (token: string) => {
    if (token === '{' || token === '[') return token + newLine(1);
    if (token === '}' || token === ']') return newLine(-1) + token;
    if (token === ',') return token + newLine(0);
    return token === ':' ? ': ' : token.replace(/^([{[])\s+/, '$1');
  };
  return (text.match(tokens) ?? []).map(write).join('');
}
