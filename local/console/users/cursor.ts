import * as z from 'zod/mini';
import { parseJson } from '../../../lambdas/core/http-answer.ts';
import { unusable } from '../problem.ts';

/** Beside which row a page begins: by which of the ways it was found, and where it stands in that one's order. */
export interface Cursor {
  readonly way: number;
  readonly key: string;
  readonly id: string;
}

const shape = z.object({ way: z.int().check(z.minimum(0)), key: z.string().check(z.maxLength(200)), id: z.uuid() });

/** As a part of an address. */
export function writeCursor({ way, key, id }: Cursor): string {
  return Buffer.from(JSON.stringify({ way, key, id })).toString('base64url');
}

/** @throws ConsoleProblem for a text that is no cursor */
export function readCursor(text: string): Cursor {
  const parsed = shape.safeParse(parseJson(Buffer.from(text, 'base64url').toString('utf8')));
  if (parsed.success) return parsed.data;
  throw unusable('The address names a page that there is none of.');
}
