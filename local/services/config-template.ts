import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

type Values = Readonly<Record<string, string | number>>;

/** The template's text with a value for each `${name}` in it. @throws Error naming one that nobody gives */
export function fillTemplate(template: string, values: Values): string {
  return readFileSync(template, 'utf8').replace(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${template} asks for \${${name}}, which nobody gives.`);
    return String(value);
  });
}

/** Writes a configuration file from a template; it may hold passwords. */
export function writeFromTemplate(template: string, file: string, values: Values): void {
  const text = fillTemplate(template, values);
  mkdirSync(dirname(file), { recursive: true });
  // A file that is there already would keep its mode.
  rmSync(file, { force: true });
  writeFileSync(file, text, { mode: 0o600 });
}
