import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { renderPage } from './page/render-page.ts';
import { type Report, round } from './report.ts';

/** A report as it is kept: with the machine that it is of. */
export interface Result extends Report {
  readonly machine: { readonly cpu?: string; readonly cores: number; readonly memoryGib: number };
  /** Of Node.js. */
  readonly node: string;
  /** When it was measured, by ISO 8601. */
  readonly at: string;
}

const directory = join(import.meta.dirname, 'results');

export function keepResult(report: Report): Result {
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, memoryGib: round(totalmem() / 1024 ** 3) };
  const result = { ...report, machine, node: process.version, at: new Date().toISOString() };
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, `${report.bench}.json`), `${JSON.stringify(result, null, 2)}\n`);
  return result;
}

/** The latest of each bench, by their names. */
export function readResults(): Result[] {
  const files = existsSync(directory) ? readdirSync(directory).filter((file) => file.endsWith('.json')) : [];
  return files.sort().map((file) => {
    const result = JSON.parse(readFileSync(join(directory, file), 'utf8')) as Result;
    // One that was kept before ratios stood by themselves.
    return { ...result, ratios: result.ratios ?? [] };
  });
}

/** Writes one page of all results, that needs nothing else. @returns its file */
export function writePage(): string {
  const file = join(directory, 'index.html');
  mkdirSync(directory, { recursive: true });
  writeFileSync(file, renderPage(readResults()));
  return file;
}
