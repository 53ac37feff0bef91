import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, open } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import type { AuditAnswer, AuditLine } from './answers.ts';

/** The second line of a change. */
type Ending = Pick<AuditLine, 'id'> & { readonly endedAt: string; readonly status: number };

const longest = 2000;
/** From the file's end, for the last lines. */
const tailBytes = 256 * 1024;

/** Every change in a file, in lines of JSON: one before it is made, and one that says what became of it. */
export class AuditLog {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** Notes what is asked. @returns what notes its end @throws Error when it cannot be kept; so does that */
  async begin(change: string, asked: string): Promise<(status: number) => Promise<void>> {
    const id = randomUUID();
    const line: AuditLine = {
      ...{ id, at: new Date().toISOString(), user: userName() },
      ...{ change: change.slice(0, longest), asked: asked.slice(0, longest), status: null },
    };
    await mkdir(dirname(this.#file), { recursive: true, mode: 0o700 });
    await this.#append(line);
    return (status) => this.#append({ id, endedAt: new Date().toISOString(), status });
  }

  /** The newest first. */
  async last(limit: number): Promise<AuditAnswer> {
    const texts = (await tailOf(this.#file)).split('\n').filter(Boolean);
    const parts = texts.map(readLine).filter((part) => part !== undefined);
    const lines = new Map<string, AuditLine>();
    for (const part of parts) {
      const begun = lines.get(part.id);
      if ('change' in part) lines.set(part.id, part);
      else if (begun) lines.set(part.id, { ...begun, status: part.status });
    }
    const newest = [...lines.values()].slice(-limit).reverse();
    return { lines: newest, unreadable: texts.length - parts.length, file: this.#file };
  }

  async #append(line: AuditLine | Ending): Promise<void> {
    await appendFile(this.#file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
  }
}

function readLine(text: string): AuditLine | Ending | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** In a container the user may have a number only. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.());
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
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    const text = buffer.toString('utf8', 0, bytesRead);
    return length < size ? text.slice(text.indexOf('\n') + 1) : text;
  } finally {
    await handle.close();
  }
}
