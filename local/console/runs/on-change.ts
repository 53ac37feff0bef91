/** Passes a line on only if it differs from the one before it: what stands still is not told again each second. */
export function onChange(report: (line: string) => void): (line: string) => void {
  let last: string | undefined;
  return (line) => {
    if (line === last) return;
    last = line;
    report(line);
  };
}
