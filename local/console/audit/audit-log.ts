import { appendFile, mkdir, open } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import type { AuditAnswer, AuditLine } from './answers.ts';

const maximumAsked = 2000;
/** From the file's end, for the last lines. */
const tailBytes = 256 * 1024;

/** Every change in a file, a line of JSON each. */
export class AuditLog {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** @throws Error when it cannot be kept */
  async write({ change, asked, status }: Pick<AuditLine, 'change' | 'asked' | 'status'>): Promise<void> {
    const at = new Date().toISOString();
    const line: AuditLine = { at, user: userInfo().username, change, asked: asked.slice(0, maximumAsked), status };
    await mkdir(dirname(this.#file), { recursive: true, mode: 0o700 });
    await appendFile(this.#file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
  }

  /** The newest first. */
  async last(limit: number): Promise<AuditAnswer> {
    const text = await tailOf(this.#file);
    const last = text.split('\n').filter(Boolean).slice(-limit).reverse();
    const lines = last.map(readLine).filter((line) => line !== undefined);
    return { lines, unreadable: last.length - lines.length, file: this.#file };
  }
}

function readLine(text: string): AuditLine | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whole lines from the end of the file; none where there is no file. */
async function tailOf(file: string): Promise<string> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!handle) return '';
  try {
    const { size } = await handle.stat();
    const length = Math.min(size, tailBytes);
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    const text = buffer.toString('utf8');
    return length < size ? text.slice(text.indexOf('\n') + 1) : text;
  } finally {
    await handle.close();
  }
}
