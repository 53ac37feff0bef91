import { crc32 } from 'node:zlib';

const localHeader = 0x04034b50;
const centralHeader = 0x02014b50;
const endOfCentralDirectory = 0x06054b50;
const versionNeeded = 20;
const utf8Names = 0x0800;
/** What makes the upper half of a file's attributes its Unix mode. */
const madeByUnix = 0x0300;
const regularFile = 0o100000;
/** 1980-01-01, the earliest date that a ZIP archive can say: the same files give the same archive. */
const date = 0x21;

/** One that says who may do what with it: `mode` is Unix's, such as 0o755. */
export interface FileWithMode {
  readonly content: string | Uint8Array;
  readonly mode: number;
}

export type Files = Readonly<Record<string, string | Uint8Array | FileWithMode>>;

/**
 * A ZIP archive of the files, not compressed: enough for a function's code in a test.
 * @param files content by path inside the archive
 */
export function zipArchive(files: Files): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, file] of Object.entries(files)) {
    const { content, mode } = hasMode(file) ? file : { content: file, mode: undefined };
    const name = Buffer.from(path);
    const data = Buffer.from(content as Uint8Array);
    const common = commonFields(name, data);
    const local = Buffer.concat([numbers([localHeader, 4], [versionNeeded, 2]), common, numbers([0, 2]), name, data]);
    const attributes = mode === undefined ? 0 : (regularFile | mode) * 0x10000;
    const pointer = numbers([0, 2], [0, 2], [0, 2], [0, 2], [attributes, 4], [offset, 4]);
    const madeBy = mode === undefined ? versionNeeded : madeByUnix | versionNeeded;
    const versions = numbers([centralHeader, 4], [madeBy, 2], [versionNeeded, 2]);
    directory.push(Buffer.concat([versions, common, pointer, name]));
    parts.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const count = directory.length;
  const end = numbers(
    [endOfCentralDirectory, 4],
    [0, 2],
    [0, 2],
    [count, 2],
    [count, 2],
    [index.length, 4],
    [offset, 4],
  );
  return Buffer.concat([...parts, index, end, numbers([0, 2])]);
}

function hasMode(file: Files[string]): file is FileWithMode {
  return typeof file === 'object' && 'mode' in file;
}

/** Flags to name length: the fields that stand alike in a file's own header and in the central directory. */
function commonFields(name: Buffer, data: Buffer): Buffer {
  const stored = 0;
  const sizes = [crc32(data), data.length, data.length].map((value): [number, number] => [value, 4]);
  return numbers([utf8Names, 2], [stored, 2], [0, 2], [date, 2], ...sizes, [name.length, 2]);
}

function numbers(...fields: readonly (readonly [value: number, bytes: number])[]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((sum, [, bytes]) => sum + bytes, 0));
  let offset = 0;
  for (const [value, bytes] of fields) offset = buffer.writeUIntLE(value, offset, bytes);
  return buffer;
}
