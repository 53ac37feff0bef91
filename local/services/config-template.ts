import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes a configuration file from a template, with a value for each `${name}` in it; it may hold passwords. */
export function writeFromTemplate(template: string, file: string, values: Readonly<Record<string, string | number>>) {
  const text = readFileSync(template, 'utf8').replace(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${template} asks for \${${name}}, which nobody gives.`);
    return String(value);
  });
  mkdirSync(dirname(file), { recursive: true });
  // A file that is there already would keep its mode.
  rmSync(file, { force: true });
  writeFileSync(file, text, { mode: 0o600 });
}
